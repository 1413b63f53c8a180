import type { CarrierChange, CarrierSettings, CarrierView } from '@codewire/contracts';
import { readCertificates } from '../../lib/certificate';

/** What of an account can be changed, but for the settings and the secrets. */
export type Account = Pick<
  CarrierView,
  'name' | 'host' | 'port' | 'system_id' | 'system_type' | 'binds' | 'window_size' | 'tps'
>;

/** What someone has changed, and nothing else: it can be made on top of what others have changed meanwhile. */
export interface Edits {
  readonly account?: Partial<Account>;
  readonly settings?: Partial<CarrierSettings>;
  /** PEM; null takes away the one that is there. */
  readonly tlsKey?: string | null;
}

/** The request for them. Settings are written as a whole, so what was not touched goes along as it is now. */
export function changeOf(
  { version, settings: now }: CarrierView,
  { account = {}, settings, tlsKey }: Edits,
  isDryRun: boolean,
): CarrierChange {
  return {
    version,
    dry_run: isDryRun,
    ...account,
    ...(settings && { settings: { ...now, ...settings } }),
    ...(tlsKey !== undefined && { tls_key: tlsKey }),
  };
}

type Facts = Readonly<Record<string, unknown>>;

/** Those facts that are not the same before and after, as they are told to a person. */
export function differences(
  before: CarrierView,
  after: CarrierView,
  { tlsKey }: Edits,
): { readonly before: Facts; readonly after: Facts } {
  const [was, is] = [factsOf(before), factsOf(after)];
  const names = Object.keys(is).filter((name) => !isSame(was[name], is[name]));
  const only = (facts: Facts) => Object.fromEntries(names.map((name) => [name, facts[name]]));
  const key = tlsKey === undefined ? {} : { tls_key: tlsKey === null ? 'removed' : 'changed' };
  return { before: only(was), after: { ...only(is), ...key } };
}

/** All that is set, but for the secrets. */
export function factsOf(carrier: CarrierView): Facts {
  const { name, host, port, system_id, system_type, binds, window_size, tps, settings } = carrier;
  const { tls, ...rest } = settings;
  return {
    name,
    host,
    port,
    system_id,
    system_type,
    binds,
    window_size,
    tps,
    ...rest,
    tls: tls !== null,
    server_name: tls?.server_name ?? null,
    ca: namesOf(tls?.ca),
    pin: tls?.pin ?? null,
    certificate: namesOf(tls?.certificate),
  };
}

/** Instead of pages of Base64 whom the certificates are for. Two for the same name are told apart by their ends. */
function namesOf(pem: string | null | undefined): string[] | null {
  if (!pem) return null;
  return readCertificates(pem).map(({ name, until }) => `${name} (${until.toISOString().slice(0, 10)})`);
}

/** In whatever order the facts of a fact are told. */
export function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder);
}

function inOrder(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
