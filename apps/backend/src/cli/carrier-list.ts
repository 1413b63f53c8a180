import { ApplicationStore } from '../applications/application.store.js';
import type { Sql } from '../database/sql.js';
import { CarrierStore, type Carrier } from '../sms-transport/carrier.store.js';
import { RouteStore, type AddedRoute } from '../sms-transport/route.store.js';
import type { CommandIo } from './command.js';
import { renderTable } from './table.js';

/** Prints the carriers, and the routes in the order in which they are asked. */
export async function listCarriers(sql: Sql, io: CommandIo): Promise<void> {
  const [carriers, routes, applications] = [
    await new CarrierStore(sql).listCarriers(),
    await new RouteStore(sql).listRoutes(),
    await new ApplicationStore(sql).listApplications(),
  ];
  if (carriers.length === 0) return io.print('There are no carriers: `npm run carrier -- add` makes one.');
  io.print(renderTable(['name', 'address', 'system id', 'window', 'kind', 'state'], carriers.map(cells)));
  if (routes.length === 0) return io.print('\nNo route leads to any of them.');
  const names = new Map([...applications, ...carriers].map(({ id, name }) => [id, name]));
  io.print('\nRoutes; the first that fits and leads anywhere takes a message:');
  routes.forEach((route, index) => io.print(`  ${index + 1}. ${describeRoute(route, names)}`));
}

function cells(carrier: Carrier): string[] {
  return [
    carrier.name,
    `${carrier.host}:${carrier.port}`,
    carrier.systemId,
    String(carrier.windowSize),
    carrier.isSimulated ? 'simulated' : 'real',
    carrier.status,
  ];
}

/**
 * "messages of every application to any country: one, then another". Test mode reaches simulated carriers alone; of
 * carriers by weight each stands with its own.
 */
export function describeRoute(route: AddedRoute, names: ReadonlyMap<string, string>): string {
  const nameOf = (id: string) => names.get(id) ?? `${id} (gone)`;
  const { applicationId, country, prefix = null, mode = 'priority', weights = [], isEnabled = true } = route;
  const from = applicationId === null ? 'every application' : `"${nameOf(applicationId)}"`;
  const to = `${prefix === null ? '' : `+${prefix}… in `}${country ?? 'any country'}`;
  const carriers = route.carrierIds.map((id, place) =>
    mode === 'weighted' ? `${nameOf(id)} (${weights[place] ?? 1})` : nameOf(id),
  );
  const state = isEnabled ? '' : ' (disabled)';
  return `messages of ${from} to ${to}: ${LEADS[mode]}${carriers.join(JOINTS[mode])}${state}`;
}

const LEADS = { priority: '', weighted: 'by weight ', least_cost: 'the cheapest of ' } as const;
const JOINTS = { priority: ', then ', weighted: ', ', least_cost: ', ' } as const;
