import { z } from 'zod';
import { createConnectionRoutes } from './connection-routes.js';
import type { Faults } from './faults.js';
import type { Handsets } from './handsets.js';
import type { ApiRequest, Route } from './http.js';
import type { Log } from './log.js';
import { maskNumber } from './numbers.js';
import type { Receipts } from './receipts.js';
import type { Smsc } from './smsc.js';
import type { Submissions } from './submissions.js';
import { numberOf, parse, readNumber, systemIdOf } from './requests.js';
import type { Submits } from './submits.js';
import type { Switches } from './switches.js';
import type { TlsDoor } from './tls-door.js';

export interface RouteDependencies {
  smsc: Smsc;
  tls: TlsDoor;
  faults: Faults;
  submits: Submits;
  receipts: Receipts;
  kept: { handsets: Handsets; submissions: Submissions } | null;
  log: Log;
}

const SinceQuery = z.coerce.number().min(0).nullable();

/** What the simulated carrier tells and takes over HTTP. */
export function createRoutes(uses: RouteDependencies): Route[] {
  return [...readingRoutes(uses), ...faultRoutes(uses), ...createConnectionRoutes(uses)];
}

function readingRoutes({ smsc, submits, receipts, kept }: RouteDependencies): Route[] {
  return [
    { method: 'GET', path: '/healthz', handle: () => ({ status: 'ok' }) },
    {
      method: 'GET',
      path: '/handsets/:number/messages',
      handle: (request) => {
        const number = numberOf(request);
        return { messages: kept?.handsets.messages(number) ?? [] };
      },
    },
    {
      method: 'GET',
      path: '/submissions',
      handle: ({ query }) => {
        // In a query a bare plus means a space.
        const text = query.get('number')?.replace(/^ /, '+');
        const number = text === undefined ? null : readNumber(text);
        const since = parse(SinceQuery, query.get('since'), 'since');
        return { submissions: kept?.submissions.list({ number, since }) ?? [] };
      },
    },
    {
      method: 'GET',
      path: '/stats',
      handle: () => ({
        submits: submits.total,
        receipts_sent: receipts.counts.sent,
        receipts_acknowledged: receipts.counts.acknowledged,
        receipts_held: receipts.counts.held,
        receipts_dropped: receipts.counts.dropped,
        binds: smsc.boundEver,
        sessions: smsc.boundSessions,
      }),
    },
    { method: 'GET', path: '/state', handle: () => smsc.state() },
  ];
}

function faultRoutes({ faults, log }: RouteDependencies): Route[] {
  const usual = faults.schema.parse({});
  const changed = (scope: string, switches: Switches) => {
    // Only their names: a switch may hold a text.
    const names = Object.keys(switches).filter((name) => !isSame(switches, usual, name as keyof Switches));
    log({ event: 'faults_changed', scope, changed: names.join(',') });
    return switches;
  };
  const routesOf = (path: string, scope: FaultScopeDoor): Route[] => [
    { method: 'GET', path, handle: (request) => scope.get(request) },
    {
      method: 'PUT',
      path,
      handle: (request) => {
        scope.put(request);
        return changed(scope.name(request), scope.get(request));
      },
    },
    {
      method: 'DELETE',
      path,
      handle: (request) => {
        scope.reset(request);
        return changed(scope.name(request), scope.get(request));
      },
    },
  ];
  return [
    { method: 'GET', path: '/switches', handle: () => faults.usual },
    ...routesOf('/faults', {
      name: () => 'all',
      get: () => faults.global.switches,
      put: ({ body }) => faults.setGlobal(parse(faults.schema, body)),
      reset: () => faults.resetGlobal(),
    }),
    ...routesOf('/faults/:number', {
      name: (request) => maskNumber(numberOf(request)),
      get: (request) => faults.of(numberOf(request)).switches,
      put: (request) => faults.setNumber(numberOf(request), parse(faults.numberSchema, request.body) as Switches),
      reset: (request) => faults.resetNumber(numberOf(request)),
    }),
    ...routesOf('/accounts/:system_id/faults', {
      name: (request) => systemIdOf(request),
      get: (request) => faults.ofAccount(systemIdOf(request)).switches,
      put: (request) => faults.setAccount(systemIdOf(request), parse(faults.schema, request.body)),
      reset: (request) => faults.resetAccount(systemIdOf(request)),
    }),
  ];
}

/** One kind of set that HTTP reads, replaces and resets. */
interface FaultScopeDoor {
  /** For the log. */
  name(request: ApiRequest): string;
  get(request: ApiRequest): Switches;
  put(request: ApiRequest): void;
  reset(request: ApiRequest): void;
}

function isSame(switches: Switches, usual: Switches, name: keyof Switches): boolean {
  return JSON.stringify(switches[name]) === JSON.stringify(usual[name]);
}
