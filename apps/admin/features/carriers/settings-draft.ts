import type { CarrierSettings, CarrierView, TonNpi } from '@codewire/contracts';
import type { Account, Edits } from './edits';

/** An account and its settings while they are being typed: all but TLS, receipts and rules, which have places of their own. */
export interface SettingsDraft {
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly system_id: string;
  readonly system_type: string;
  readonly bind_mode: CarrierSettings['bind_mode'];
  readonly binds: string;
  readonly window_size: string;
  /** Empty: no limit of ours. */
  readonly tps: string;
  readonly connect_timeout_ms: string;
  readonly response_timeout_ms: string;
  readonly enquire_link_ms: string;
  readonly unknown_outcome: CarrierSettings['unknown_outcome'];
  /** Empty: wait. */
  readonly receipt_within_seconds: string;
  readonly long_texts: CarrierSettings['long_texts'];
  readonly validity: CarrierSettings['validity'];
  readonly validity_at_least_seconds: string;
  /** `5/0`; empty: as most carriers have it. */
  readonly alphanumeric: string;
  readonly short: string;
  readonly long: string;
  readonly destination_addressing: string;
  /** Lines of `1400 = 0102`. */
  readonly tlvs: string;
}

export type SettingsField = Exclude<keyof SettingsDraft, 'bind_mode' | 'unknown_outcome' | 'long_texts' | 'validity'>;

/** What must be mended before it can be saved. */
export type SettingsFault =
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'name' | 'host' | 'system_id' | 'system_type' | 'addressing' | 'tlvs' };

/** Bounds and forms are as the contract has them (libs/contracts, carriers.ts): a test holds the two together. */
const TPS = { least: 0.1, most: 10_000 } as const;
const NAME = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,60}$/u;
const HOST = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?|[0-9A-Fa-f:.]{2,45})$/;
const SYSTEM_ID = /^[\x21-\x7e]{1,15}$/;
const SYSTEM_TYPE = /^[\x21-\x7e]{0,12}$/;
const TON_NPI = /^([0-6])\s*\/\s*(\d{1,2})$/;
const HIGHEST_NPI = 18;
const TLV = /^([0-9a-f]{4})\s*[=:\s]\s*((?:[0-9a-f]{2}){1,254})$/i;
const MOST_TLVS = 20;

export function draftOf({ settings, ...account }: CarrierView): SettingsDraft {
  const { sender_addressing: senders } = settings;
  return {
    name: account.name,
    host: account.host,
    port: String(account.port),
    system_id: account.system_id,
    system_type: account.system_type,
    bind_mode: settings.bind_mode,
    binds: String(account.binds),
    window_size: String(account.window_size),
    tps: account.tps === null ? '' : String(account.tps),
    connect_timeout_ms: String(settings.connect_timeout_ms),
    response_timeout_ms: String(settings.response_timeout_ms),
    enquire_link_ms: String(settings.enquire_link_ms),
    unknown_outcome: settings.unknown_outcome,
    receipt_within_seconds: settings.receipt_within_seconds === null ? '' : String(settings.receipt_within_seconds),
    long_texts: settings.long_texts,
    validity: settings.validity,
    validity_at_least_seconds: String(settings.validity_at_least_seconds),
    alphanumeric: writeAddressing(senders.alphanumeric),
    short: writeAddressing(senders.short),
    long: writeAddressing(senders.long),
    destination_addressing: writeAddressing(settings.destination_addressing),
    tlvs: settings.tlvs.map(({ tag, value }) => `${tag} = ${value}`).join('\n'),
  };
}

/** What a draft without faults changes of what it was made from. */
export function editsOf(before: SettingsDraft, draft: SettingsDraft): Edits {
  const isOther = (...names: (keyof SettingsDraft)[]) => names.some((name) => before[name] !== draft[name]);
  const account: Partial<Account> = {
    ...(isOther('name') && { name: draft.name.trim() }),
    ...(isOther('host') && { host: draft.host.trim() }),
    ...(isOther('port') && { port: Number(draft.port) }),
    ...(isOther('system_id') && { system_id: draft.system_id }),
    ...(isOther('system_type') && { system_type: draft.system_type }),
    ...(isOther('binds') && { binds: Number(draft.binds) }),
    ...(isOther('window_size') && { window_size: Number(draft.window_size) }),
    ...(isOther('tps') && { tps: draft.tps.trim() === '' ? null : Number(draft.tps) }),
  };
  const settings: Partial<CarrierSettings> = {
    ...(isOther('bind_mode') && { bind_mode: draft.bind_mode }),
    ...(isOther('connect_timeout_ms') && { connect_timeout_ms: Number(draft.connect_timeout_ms) }),
    ...(isOther('response_timeout_ms') && { response_timeout_ms: Number(draft.response_timeout_ms) }),
    ...(isOther('enquire_link_ms') && { enquire_link_ms: Number(draft.enquire_link_ms) }),
    ...(isOther('unknown_outcome') && { unknown_outcome: draft.unknown_outcome }),
    ...(isOther('receipt_within_seconds') && {
      receipt_within_seconds: draft.receipt_within_seconds.trim() === '' ? null : Number(draft.receipt_within_seconds),
    }),
    ...(isOther('long_texts') && { long_texts: draft.long_texts }),
    ...(isOther('validity') && { validity: draft.validity }),
    ...(isOther('validity_at_least_seconds') && { validity_at_least_seconds: Number(draft.validity_at_least_seconds) }),
    ...(isOther('alphanumeric', 'short', 'long') && { sender_addressing: sendersOf(draft) }),
    ...(isOther('destination_addressing') && { destination_addressing: readAddressing(draft.destination_addressing)! }),
    ...(isOther('tlvs') && { tlvs: readTlvs(draft.tlvs)! }),
  };
  return { account, ...(Object.keys(settings).length > 0 && { settings }) };
}

function sendersOf(draft: SettingsDraft): CarrierSettings['sender_addressing'] {
  const [alphanumeric, short, long] = [draft.alphanumeric, draft.short, draft.long].map(readAddressing);
  return { ...(alphanumeric && { alphanumeric }), ...(short && { short }), ...(long && { long }) };
}

const CHECKS: Readonly<Record<SettingsField, (text: string) => SettingsFault | undefined>> = {
  name: (text) => (NAME.test(text.trim()) ? undefined : { kind: 'name' }),
  host: (text) => (text.trim().length <= 253 && HOST.test(text.trim()) ? undefined : { kind: 'host' }),
  port: whole({ least: 1, most: 65_535 }),
  system_id: (text) => (SYSTEM_ID.test(text) ? undefined : { kind: 'system_id' }),
  system_type: (text) => (SYSTEM_TYPE.test(text) ? undefined : { kind: 'system_type' }),
  binds: whole({ least: 1, most: 16 }),
  window_size: whole({ least: 1, most: 255 }),
  tps: orEmpty((text) => (isWithin(text, TPS) ? undefined : { kind: 'number', ...TPS })),
  connect_timeout_ms: whole({ least: 1_000, most: 60_000 }),
  response_timeout_ms: whole({ least: 1_000, most: 60_000 }),
  enquire_link_ms: whole({ least: 5_000, most: 300_000 }),
  receipt_within_seconds: orEmpty(whole({ least: 5, most: 300 })),
  validity_at_least_seconds: whole({ least: 1, most: 3_600 }),
  alphanumeric: orEmpty(addressing),
  short: orEmpty(addressing),
  long: orEmpty(addressing),
  destination_addressing: addressing,
  tlvs: (text) => (readTlvs(text) === undefined ? { kind: 'tlvs' } : undefined),
};

/** Of those fields that are there. */
export function faultsOf(
  draft: Readonly<Partial<Record<SettingsField, string>>>,
): Partial<Record<SettingsField, SettingsFault>> {
  const names = Object.keys(CHECKS) as SettingsField[];
  const faults = names.map((name) => {
    const text = draft[name];
    return [name, text === undefined ? undefined : CHECKS[name](text)] as const;
  });
  return Object.fromEntries(faults.filter(([, fault]) => fault !== undefined));
}

type Check = (text: string) => SettingsFault | undefined;

function whole(bounds: { readonly least: number; readonly most: number }): Check {
  return (text) => (/^\s*\d+\s*$/.test(text) && isWithin(text, bounds) ? undefined : { kind: 'whole', ...bounds });
}

function orEmpty(check: Check): Check {
  return (text) => (text.trim() === '' ? undefined : check(text));
}

function addressing(text: string): SettingsFault | undefined {
  return readAddressing(text) === undefined ? { kind: 'addressing' } : undefined;
}

/** An empty field is no zero. */
function isWithin(text: string, { least, most }: { least: number; most: number }): boolean {
  return /^\s*\d+(?:\.\d+)?\s*$/.test(text) && Number(text) >= least && Number(text) <= most;
}

function writeAddressing(given: TonNpi | undefined): string {
  return given === undefined ? '' : `${given.ton}/${given.npi}`;
}

function readAddressing(text: string): TonNpi | undefined {
  const [, ton, npi] = TON_NPI.exec(text.trim()) ?? [];
  return ton === undefined || Number(npi) > HIGHEST_NPI ? undefined : { ton: Number(ton), npi: Number(npi) };
}

function readTlvs(text: string): CarrierSettings['tlvs'] | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const tlvs = lines.map((line) => TLV.exec(line.trim()));
  if (tlvs.length > MOST_TLVS || tlvs.includes(null)) return undefined;
  return tlvs.map((found) => ({ tag: found![1]!.toLowerCase(), value: found![2]!.toLowerCase() }));
}
