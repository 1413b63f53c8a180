import type { MessageFilters } from '@codewire/contracts';
import { canonicalTag } from '@codewire/otp';
import { messageIdAt } from '../../platform/ids.js';

/** Whose messages a reader may see: those of these applications, or null for everyone's. */
export type Scope = readonly string[] | null;

/** Below and above any id. */
const FIRST_ID = 'msg_';
const LAST_ID = 'msg_~';
/** The last millisecond that an id can carry (62^8 of them): some write the year 9999 for ever. */
const LAST_MS = 62 ** 8 - 1;

/** A number that is looked for: its keyed hash, and what may be shown of it. */
export interface SoughtNumber {
  readonly hash: Buffer;
  readonly masked: string;
}

/** What is looked for; null: whatever. Of several values any will do. */
export interface Wanted {
  readonly status: readonly string[] | null;
  readonly carrier: readonly string[] | null;
  readonly country: readonly string[] | null;
  readonly language: readonly string[] | null;
  readonly application: readonly string[] | null;
  readonly purpose: readonly string[] | null;
  /** Words of the log, and codes of carriers. */
  readonly error: readonly string[] | null;
  readonly sender: readonly string[] | null;
  readonly slowerThanMs: number | null;
  readonly number: SoughtNumber | null;
  readonly verification: string | null;
}

/** A stretch of the log: ids from `fromId` on and below `belowId`. */
export interface Span {
  readonly fromId: string;
  readonly belowId: string;
}

/** What its words name, as it is stored: the number of a filter, and the one of a verification. */
export interface Looked {
  readonly number: SoughtNumber | null;
}

/** Undefined where nothing can be found: another's applications alone, or a text that PostgreSQL cannot have. */
export function wantedOf(scope: Scope, filters: MessageFilters, { number }: Looked): Wanted | undefined {
  const values = {
    status: orNull(filters.status),
    carrier: textsOf(filters.carrier),
    country: orNull(filters.country),
    language: textsOf(filters.language)?.map((tag) => canonicalTag(tag) ?? tag) ?? null,
    application: within(scope, textsOf(filters.application)),
    purpose: orNull(filters.purpose),
    error: textsOf(filters.error)?.map(errorOf) ?? null,
    sender: textsOf(filters.sender),
  };
  if (Object.values(values).some((list) => list?.length === 0)) return undefined;
  return {
    ...values,
    slowerThanMs: filters.slower_than_ms ?? null,
    number,
    verification: filters.verification ?? null,
  };
}

export function spanOf({ from, to }: Pick<MessageFilters, 'from' | 'to'>): Span {
  return {
    fromId: from === undefined ? FIRST_ID : messageIdAt(timeOf(from)),
    belowId: to === undefined ? LAST_ID : messageIdAt(timeOf(to)),
  };
}

export const timeOf = (text: string) => Math.min(Math.max(0, Date.parse(text)), LAST_MS);

/** `0x0b` is stored as 0x0000000B; everything else as it was said. */
function errorOf(text: string): string {
  const digits = /^0x([0-9a-f]{1,8})$/i.exec(text)?.[1];
  return digits === undefined ? text : `0x${digits.toUpperCase().padStart(8, '0')}`;
}

const orNull = <Value>(values: readonly Value[] | undefined): readonly Value[] | null => values ?? null;

/** PostgreSQL's text has no NUL: nothing stored is like that, and it would refuse to look. */
const textsOf = (values: readonly string[] | undefined) => values?.filter((text) => !text.includes('\0')) ?? null;

function within(scope: Scope, asked: readonly string[] | null): readonly string[] | null {
  if (scope === null) return asked;
  return asked === null ? scope : asked.filter((id) => scope.includes(id));
}

/** What the filters look at of a copy. */
export interface Seen {
  readonly status: string;
  readonly carrierId: string | null;
  readonly country: string | null;
  readonly language: string;
  readonly applicationId: string;
  readonly purpose: string;
  readonly error: string | null;
  readonly errorCode: string | null;
  readonly sender: string;
  readonly msToDeliver: number | null;
  readonly numberHash: Buffer | null;
  readonly verificationId: string;
}

/** The same as the statements of the search, for a row at hand. */
export function isWanted(wanted: Wanted, row: Seen): boolean {
  const has = (values: readonly string[] | null, value: string | null) =>
    values === null || (value !== null && values.includes(value));
  return (
    has(wanted.status, row.status) &&
    has(wanted.carrier, row.carrierId) &&
    has(wanted.country, row.country) &&
    has(wanted.language, row.language) &&
    has(wanted.application, row.applicationId) &&
    has(wanted.purpose, row.purpose) &&
    (has(wanted.error, row.error) || has(wanted.error, row.errorCode)) &&
    has(wanted.sender, row.sender) &&
    (wanted.slowerThanMs === null || (row.msToDeliver ?? -1) > wanted.slowerThanMs) &&
    (wanted.number === null || row.numberHash?.equals(wanted.number.hash) === true) &&
    (wanted.verification === null || row.verificationId === wanted.verification)
  );
}
