import {
  FEW_SAMPLES,
  OVERVIEW_ROWS,
  type CarrierDeliveries,
  type ComparedShare,
  type ComparedTimes,
  type Overview,
  type OverviewPoint,
  type RowsBehind,
  type Share,
  type Times,
} from '@codewire/contracts';
import { bucketsOf, floorTo } from './grains.js';
import type { OverviewRange } from './overview-range.js';
import type { CostTally, MessageTally, Tallies, TimeTally, VerificationTally } from './overview.store.js';
import { percentileOf } from './time-steps.js';

/** Of these a carrier has not decided anything yet. */
const UNDECIDED = ['queued', 'submitting'];
/** Each of them was taken by a carrier. */
const ALWAYS_SENT = ['submitted', 'delivered', 'undelivered'];

/** The numbers, without what is not counted from messages. */
export type OverviewNumbers = Pick<
  Overview,
  'sent' | 'delivered' | 'verified' | 'time_to_deliver' | 'time_to_approve' | 'cost' | 'series' | 'errors' | 'countries'
> & { readonly carriers: readonly Omit<Overview['carriers'][number], 'name'>[] };

/** Sums what was counted. `application`: the one that was asked for, as the rows behind are. */
export function toNumbers(tallies: Tallies, range: OverviewRange, application: string | undefined): OverviewNumbers {
  const rows = rowsOf(range, application);
  const { messages, verifications, times, costs } = tallies;
  const timesToDeliver = comparedTimes(times, 'to_deliver');
  const approved = rows('verifications', { status: 'approved' });
  const slow: Record<string, string> =
    timesToDeliver.p95_ms === null ? {} : { slower_than_ms: String(timesToDeliver.p95_ms) };
  return {
    sent: {
      count: sum(messages.filter(isNow), sentOf),
      before: sum(messages.filter(isBefore), sentOf),
      rows: rows('messages', { status: sentStatuses(messages.filter(isNow)) }),
    },
    delivered: {
      ...comparedShare(messages, (row) => (row.status === 'delivered' ? row.messages : 0), sentOf),
      rows: rows('messages', { status: 'delivered' }),
    },
    verified: { ...conversion(verifications), rows: approved },
    time_to_deliver: {
      ...timesToDeliver,
      rows: rows('messages', { status: 'delivered' }),
      slow_rows: rows('messages', { status: 'delivered', ...slow }),
    },
    time_to_approve: { ...comparedTimes(times, 'to_approve'), rows: approved },
    cost: costOf(costs),
    series: seriesOf(tallies, range),
    carriers: carriersOf(messages).map(([id, share]) => ({ id, ...share, rows: rows('messages', { carrier: id }) })),
    errors: errorsOf(messages).map((one) => ({ ...one, rows: rows('messages', { error: one.error }) })),
    countries: countriesOf(verifications).map(([country, share]) => ({
      country,
      ...share,
      rows: rows('verifications', { country }),
    })),
  };
}

const currencyOf = ({ currency }: CostTally) => currency;
const isNow = ({ bar }: { readonly bar: Date | null }) => bar !== null;
const isBefore = ({ bar }: { readonly bar: Date | null }) => bar === null;
const sentOf = ({ sent }: MessageTally) => sent;
const decidedOf = ({ status, messages }: MessageTally) => (UNDECIDED.includes(status) ? 0 : messages);
const deliveredOf = ({ status, messages }: MessageTally) => (status === 'delivered' ? messages : 0);
const startedOf = ({ verifications }: VerificationTally) => verifications;
const approvedOf = ({ status, verifications }: VerificationTally) => (status === 'approved' ? verifications : 0);

function sum<Row>(rows: readonly Row[], read: (row: Row) => number): number {
  return rows.reduce((total, row) => total + read(row), 0);
}

function comparedShare<Row extends { readonly bar: Date | null }>(
  rows: readonly Row[],
  part: (row: Row) => number,
  of: (row: Row) => number,
): ComparedShare {
  const share = (some: readonly Row[]): Share => ({ part: sum(some, part), of: sum(some, of) });
  return { ...share(rows.filter(isNow)), before: share(rows.filter(isBefore)) };
}

const conversion = (rows: readonly VerificationTally[]) => comparedShare(rows, approvedOf, startedOf);

function rowsOf({ now }: OverviewRange, application: string | undefined) {
  return (room: RowsBehind['room'], filters: Readonly<Record<string, string>>): RowsBehind => ({
    room,
    query: {
      ...filters,
      ...(application === undefined ? {} : { application }),
      from: new Date(now.fromMs).toISOString(),
      to: new Date(now.toMs).toISOString(),
    },
  });
}

/** One that expired may have been taken or not, and no filter tells them apart: it is among the rows if any was. */
function sentStatuses(rows: readonly MessageTally[]): string {
  const hasExpired = rows.some(({ status, sent }) => status === 'expired' && sent > 0);
  return [...ALWAYS_SENT, ...(hasExpired ? ['expired'] : [])].join(',');
}

function comparedTimes(rows: readonly TimeTally[], kind: TimeTally['kind']): ComparedTimes {
  const ofKind = rows.filter((row) => row.kind === kind);
  return { ...timesOf(ofKind.filter(isNow)), before: timesOf(ofKind.filter(isBefore)) };
}

function timesOf(rows: readonly TimeTally[]): Times {
  const counts = new Map<number, number>();
  for (const { step, cases } of rows) counts.set(step, (counts.get(step) ?? 0) + cases);
  return {
    p50_ms: percentileOf(counts, 0.5),
    p95_ms: percentileOf(counts, 0.95),
    samples: sum(rows, ({ cases }) => cases),
  };
}

function costOf(rows: readonly CostTally[]): Overview['cost'] {
  return [...groupBy(rows, currencyOf)]
    .map(([currency, some]) => ({
      currency,
      amount: amountOf(some.filter(isNow)),
      before: amountOf(some.filter(isBefore)),
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function amountOf(rows: readonly CostTally[]): string {
  const digits = rows
    .reduce((total, { millionths }) => total + BigInt(millionths), 0n)
    .toString()
    .padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '');
}

/** Of each carrier that decided on any. */
export function deliveriesOf(rows: readonly MessageTally[]): CarrierDeliveries['data'] {
  return [...groupBy(rows, ({ carrierId }) => carrierId)]
    .map(([id, some]) => ({ id, part: sum(some, deliveredOf), of: sum(some, decidedOf) }))
    .filter(({ id, of }) => id !== '' && of > 0);
}

/** The greatest share of what was not delivered first, where there are enough to say so. */
function carriersOf(rows: readonly MessageTally[]): [id: string, ComparedShare][] {
  const rank = ({ part, of }: Share) => (of < FEW_SAMPLES ? 1 : 0) + part / of;
  return [...groupBy(rows, ({ carrierId }) => carrierId)]
    .map(([id, some]) => [id, comparedShare(some, deliveredOf, decidedOf)] as [string, ComparedShare])
    .filter(([id, { of }]) => id !== '' && of > 0)
    .sort(([, a], [, b]) => rank(a) - rank(b) || b.of - a.of)
    .slice(0, OVERVIEW_ROWS);
}

function errorsOf(rows: readonly MessageTally[]) {
  const count = ({ messages }: MessageTally) => messages;
  return [...groupBy(rows, ({ error }) => error)]
    .map(([error, some]) => ({
      error,
      count: sum(some.filter(isNow), count),
      before: sum(some.filter(isBefore), count),
    }))
    .filter((one) => one.error !== '' && one.count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, OVERVIEW_ROWS);
}

function countriesOf(rows: readonly VerificationTally[]): [country: string, ComparedShare][] {
  const fall = ({ part, of, before }: ComparedShare) => before.part / before.of - part / of;
  return [...groupBy(rows, ({ country }) => country)]
    .map(([country, some]) => [country, conversion(some)] as [string, ComparedShare])
    .filter(([country, { of, before }]) => country !== '' && of >= FEW_SAMPLES && before.of >= FEW_SAMPLES)
    .filter(([, share]) => fall(share) > 0)
    .sort(([, a], [, b]) => fall(b) - fall(a))
    .slice(0, OVERVIEW_ROWS);
}

function seriesOf({ messages, verifications, times, costs }: Tallies, { now, barMs }: OverviewRange): OverviewPoint[] {
  const barOf = ({ bar }: { readonly bar: Date | null }) => bar?.getTime() ?? -1;
  const [messagesOf, verificationsOf] = [groupBy(messages, barOf), groupBy(verifications, barOf)];
  const [timesAt, costsOf] = [groupBy(times, barOf), groupBy(costs, barOf)];
  const points = bucketsOf({ fromMs: floorTo(barMs, now.fromMs), toMs: now.toMs }, barMs);
  return points.map(({ at }) => {
    const bar = at.getTime();
    const sends = messagesOf.get(bar) ?? [];
    const begun = verificationsOf.get(bar) ?? [];
    const delivered = (timesAt.get(bar) ?? []).filter(({ kind }) => kind === 'to_deliver');
    return {
      at: at.toISOString(),
      sent: sum(sends, sentOf),
      delivered: sum(sends, deliveredOf),
      started: sum(begun, startedOf),
      approved: sum(begun, approvedOf),
      p95_ms: timesOf(delivered).p95_ms,
      cost: Object.fromEntries(
        [...groupBy(costsOf.get(bar) ?? [], currencyOf)].map(([of, some]) => [of, amountOf(some)]),
      ),
    };
  });
}

function groupBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
