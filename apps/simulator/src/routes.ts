import { z } from 'zod';
import type { Faults, Switches } from './faults.js';
import type { Handsets } from './handsets.js';
import { Refusal, type ApiRequest, type Route } from './http.js';
import { PortError } from './listening.js';
import type { Log } from './log.js';
import { maskNumber, parseHandsetNumber } from './numbers.js';
import type { Receipts } from './receipts.js';
import type { Smsc } from './smsc.js';
import type { Submissions } from './submissions.js';
import type { Submits } from './submits.js';

export interface RouteDependencies {
  smsc: Smsc;
  faults: Faults;
  submits: Submits;
  receipts: Receipts;
  kept: { handsets: Handsets; submissions: Submissions } | null;
  log: Log;
}

const RefuseBody = z.strictObject({ refuse: z.boolean() });
const SinceQuery = z.coerce.number().min(0).nullable();

/** What the simulated carrier tells and takes over HTTP. */
export function createRoutes(uses: RouteDependencies): Route[] {
  return [...readingRoutes(uses), ...faultRoutes(uses), ...connectionRoutes(uses)];
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
        binds: smsc.binds,
        sessions: smsc.boundSessions,
      }),
    },
  ];
}

function faultRoutes({ faults, log }: RouteDependencies): Route[] {
  const changed = (scope: string, switches: Switches) => {
    log({ event: 'faults_changed', scope, ...switches });
    return switches;
  };
  return [
    { method: 'GET', path: '/faults', handle: () => faults.global.switches },
    {
      method: 'PUT',
      path: '/faults',
      handle: ({ body }) => {
        faults.setGlobal(parse(faults.schema, body));
        return changed('all', faults.global.switches);
      },
    },
    {
      method: 'DELETE',
      path: '/faults',
      handle: () => {
        faults.resetGlobal();
        return changed('all', faults.global.switches);
      },
    },
    { method: 'GET', path: '/faults/:number', handle: (request) => faults.of(numberOf(request)).switches },
    {
      method: 'PUT',
      path: '/faults/:number',
      handle: (request) => {
        const number = numberOf(request);
        faults.setNumber(number, parse(faults.numberSchema, request.body));
        return changed(maskNumber(number), faults.of(number).switches);
      },
    },
    {
      method: 'DELETE',
      path: '/faults/:number',
      handle: (request) => {
        const number = numberOf(request);
        faults.resetNumber(number);
        return changed(maskNumber(number), faults.of(number).switches);
      },
    },
  ];
}

function connectionRoutes({ smsc }: RouteDependencies): Route[] {
  return [
    { method: 'POST', path: '/connections/drop', handle: () => ({ dropped: smsc.drop() }) },
    {
      method: 'POST',
      path: '/connections/refuse',
      handle: async ({ body }) => {
        const { refuse } = parse(RefuseBody, body);
        await smsc.refuseConnections(refuse).catch((error: unknown) => {
          throw error instanceof PortError ? new Refusal(409, error.message) : error;
        });
        return { refuse };
      },
    },
  ];
}

function numberOf({ params }: ApiRequest): string {
  return readNumber(params.number ?? '');
}

function readNumber(text: string): string {
  const number = parseHandsetNumber(text);
  if (number === null) throw new Refusal(400, 'A number is 1 to 20 digits, with or without a leading +.');
  return number;
}

/** The value by its schema; throws a Refusal that names every wrong field, `field` standing for the value itself. */
function parse<T extends z.ZodType>(schema: T, value: unknown, field = 'body'): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || field, detail: message }));
  throw new Refusal(400, 'The request has wrong fields.', errors);
}
