import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import { findUnknown, type Unknown } from './references.js';
import { RouteStore, type Route, type RouteSettings } from './route.store.js';
import { toRouteFacts, type RouteFacts } from './route.views.js';

/** As many as one order can name. */
export const MOST_ROUTES = 1_000;

/** Something that a rule names is not there. */
type Refused = { readonly kind: 'unknown_reference'; readonly unknown: Unknown };
type UnknownRoute = { readonly kind: 'unknown' };

export type CreateRouteOutcome =
  | { readonly kind: 'made'; readonly id: string }
  /** The route that it was to come before is not there. */
  | UnknownRoute
  | { readonly kind: 'too_many' }
  | Refused;
export type ChangeRouteOutcome =
  | { readonly kind: 'changed' }
  /** Someone else has changed it since. */
  | { readonly kind: 'changed_meanwhile' }
  | UnknownRoute
  | Refused;
export type OrderRoutesOutcome = { readonly kind: 'ordered' } | { readonly kind: 'incomplete' };

/** Makes, changes, orders and deletes routes, one after the other. Each change is in the audit, and on every node at once. */
export class Routes {
  constructor(
    private readonly sql: Sql,
    private readonly audit: AuditLog,
  ) {}

  /** Before the route named, else last. */
  create(author: Author, settings: RouteSettings, before: string | undefined): Promise<CreateRouteOutcome> {
    const id = newId('rou');
    return this.whileLocked(async (tx, store, routes) => {
      if (routes.length >= MOST_ROUTES) return { kind: 'too_many' };
      const next = routes.find((route) => route.id === before);
      if (before !== undefined && next === undefined) return { kind: 'unknown' };
      const unknown = await findUnknown(tx, settings);
      if (unknown !== undefined) return { kind: 'unknown_reference', unknown };
      await store.insertRoute({ id, ...settings }, next === undefined ? 'last' : { before: next });
      const position = next === undefined ? routes.length + 1 : routes.indexOf(next) + 1;
      const after = { ...toRouteFacts(settings), position };
      await this.audit.append(tx, author, { action: 'route.created', ...about({ id, ...settings }), after });
      return { kind: 'made', id };
    });
  }

  /** From the version that its author saw. */
  change(
    author: Author,
    { id, version }: Pick<Route, 'id' | 'version'>,
    settings: RouteSettings,
  ): Promise<ChangeRouteOutcome> {
    return this.whileLocked(async (tx, store, routes) => {
      const before = routes.find((route) => route.id === id);
      if (before === undefined) return { kind: 'unknown' };
      if (before.version !== version) return { kind: 'changed_meanwhile' };
      const after = { ...before, ...settings };
      const [was, is] = differences(toRouteFacts(before), toRouteFacts(after));
      if (Object.keys(is).length === 0) return { kind: 'changed' };
      const unknown = await findUnknown(tx, after);
      if (unknown !== undefined) return { kind: 'unknown_reference', unknown };
      if (!(await store.changeRoute(before, after))) return { kind: 'changed_meanwhile' };
      await this.audit.append(tx, author, { action: 'route.changed', ...about(after), before: was, after: is });
      return { kind: 'changed' };
    });
  }

  delete(author: Author, id: string): Promise<{ readonly kind: 'deleted' } | UnknownRoute> {
    return this.whileLocked(async (tx, store, routes) => {
      const route = routes.find((one) => one.id === id);
      if (route === undefined) return { kind: 'unknown' };
      await store.deleteRoute(id);
      await this.audit.append(tx, author, { action: 'route.deleted', ...about(route), before: toRouteFacts(route) });
      return { kind: 'deleted' };
    });
  }

  /** All of them, each once, or nothing is changed: of two who order at once neither undoes what he has not seen. */
  order(author: Author, ids: readonly string[]): Promise<OrderRoutesOutcome> {
    return this.whileLocked(async (tx, store, routes) => {
      const before = routes.map(({ id }) => id);
      if ([...ids].sort().join() !== [...before].sort().join()) return { kind: 'incomplete' };
      if (ids.join() === before.join()) return { kind: 'ordered' };
      await store.orderRoutes(ids);
      await this.audit.append(tx, author, {
        action: 'route.reordered',
        target: { kind: 'route', id: 'routes', name: 'All routes' },
        before: { order: before },
        after: { order: ids },
      });
      return { kind: 'ordered' };
    });
  }

  private whileLocked<Outcome>(
    work: (tx: Tx, store: RouteStore, routes: readonly Route[]) => Promise<Outcome>,
  ): Promise<Outcome> {
    return this.sql.transaction(async (tx) => {
      const store = new RouteStore(tx);
      await store.lockRoutes();
      return work(tx, store, await store.listRoutes());
    });
  }
}

function about({ id, name, applicationId }: Pick<Route, 'id' | 'name' | 'applicationId'>) {
  const target = { kind: 'route', id, name } as const;
  return applicationId === null ? { target } : { target, applicationId };
}

type Facts = Readonly<Partial<RouteFacts>>;

/** Both sides, without what they have in common. */
function differences(before: RouteFacts, after: RouteFacts): [before: Facts, after: Facts] {
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof RouteFacts]),
  );
  const was = Object.fromEntries(changed.map(([name]) => [name, before[name as keyof RouteFacts]]));
  return [was, Object.fromEntries(changed)];
}
