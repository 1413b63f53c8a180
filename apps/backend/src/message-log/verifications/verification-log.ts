import {
  MOST_COUNTED,
  reachOf,
  type Role,
  type VerificationCount,
  type VerificationDetail,
  type VerificationFilters,
  type VerificationHistogram,
  type VerificationSearch,
  type VerificationSearchPage,
} from '@codewire/contracts';
import type { Queryable } from '../../database/sql.js';
import { AppError } from '../../platform/app-error.js';
import { isId } from '../../platform/ids.js';
import type { Keyring } from '../../platform/keyring.js';
import { barsOver } from '../search/bars.js';
import type { NumberFilters } from '../search/number-filters.js';
import { findRowsOfNumber } from '../search/search-rows.js';
import { timeOf } from '../search/wanted.js';
import { beside, readCursor, toCursor, type Cursor } from './verification-cursor.js';
import type { VerificationDetailStore } from './verification-detail.store.js';
import type { FoundVerification, VerificationSearchStore } from './verification-search.store.js';
import { VerificationWalk, type Walked } from './verification-walk.js';
import { maskedNumberOf, toVerificationDetail, toVerificationRow } from './verification.views.js';
import { stretchOf, wantedOf, type Scope, type WantedVerifications } from './wanted-verifications.js';

const DAY_MS = 86_400_000;

export interface VerificationLogOptions {
  readonly sql: Queryable;
  readonly store: VerificationSearchStore;
  readonly details: VerificationDetailStore;
  readonly numbers: Pick<NumberFilters, 'numberOf'>;
  readonly keyring: Keyring;
  readonly now: () => Date;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
}

/** Pages, counts and details of verifications, for operators: as of now, whatever the copies say yet. */
export class VerificationLog {
  constructor(private readonly use: VerificationLogOptions) {}

  /** Newest first, whichever way was asked. Without a cursor, `newer` is the last page. */
  async list(
    scope: Scope,
    { limit, cursor, direction, ...filters }: VerificationSearch,
  ): Promise<VerificationSearchPage> {
    const from = cursor === undefined ? undefined : readCursor(cursor);
    const wanted = await this.wanted(scope, filters);
    if (wanted === undefined) return { data: [], older_cursor: null, newer_cursor: null, ...searchedTo(ALL_SEEN) };
    const stretch = stretchOf(filters);
    // One more than asked for tells whether there is a next page.
    const { found, ...walked } = await this.walk(wanted).find(
      from === undefined ? stretch : beside(stretch, direction, from),
      direction,
      limit + 1,
    );
    const shown = found.slice(0, limit);
    const onward = onwardOf(shown, found.length > limit, walked);
    const back = from === undefined ? null : backOf(shown, from);
    if (direction === 'newer') shown.reverse();
    return {
      data: shown.map((row) => toVerificationRow(row, wanted.number?.masked ?? maskedNumberOf(this.use.keyring, row))),
      older_cursor: direction === 'older' ? onward : back,
      newer_cursor: direction === 'older' ? back : onward,
      ...searchedTo(found.length > limit ? ALL_SEEN : walked),
    };
  }

  /** How many there are, as far as that is worth knowing. */
  async count(scope: Scope, filters: VerificationFilters): Promise<VerificationCount> {
    const wanted = await this.wanted(scope, filters);
    if (wanted === undefined) return { count: 0, is_capped: false, ...searchedTo(ALL_SEEN) };
    const { count, ...walked } = await this.walk(wanted).count(stretchOf(filters), MOST_COUNTED + 1);
    return { count: Math.min(count, MOST_COUNTED), is_capped: count > MOST_COUNTED, ...searchedTo(walked) };
  }

  /** How many of each status began when. */
  async histogram(scope: Scope, filters: VerificationFilters): Promise<VerificationHistogram> {
    const toMs = filters.to === undefined ? this.use.now().getTime() : timeOf(filters.to);
    const fromMs = filters.from === undefined ? toMs - DAY_MS : timeOf(filters.from);
    const { seconds, startsMs } = barsOver(fromMs, toMs);
    const bars = startsMs.map((at) => ({ at: new Date(at).toISOString(), counts: {} as Record<string, number> }));
    const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
    const told = { from, to, bar_seconds: seconds, bars };
    const wanted = await this.wanted(scope, filters);
    const [first] = bars;
    if (wanted === undefined || first === undefined) return { ...told, ...searchedTo(ALL_SEEN) };
    const scale = { from: first.at, barSeconds: seconds };
    const walked = await this.walk(wanted).bars(stretchOf({ from, to }), scale, (counted) => {
      for (const { bar, status, count } of counted) {
        const counts = bars[bar]?.counts;
        if (counts !== undefined) counts[status] = (counts[status] ?? 0) + count;
      }
    });
    return { ...told, ...searchedTo(walked) };
  }

  /** Another application's verification is as unknown as one that never was. */
  async read(scope: Scope, role: Role, verificationId: string): Promise<VerificationDetail> {
    const { details, sql, keyring } = this.use;
    const found = isId('ver', verificationId) ? await details.find(verificationId, scope) : undefined;
    if (found === undefined) throw new AppError('verification.not_found');
    const [messageIds, supersededBy] = await Promise.all([
      details.messagesOf(found),
      found.status === 'superseded' ? details.successorOf(found) : null,
    ]);
    const number = maskedNumberOf(keyring, found);
    return toVerificationDetail(found, {
      number,
      messages: await findRowsOfNumber(sql, { hash: found.numberHash, masked: number }, messageIds),
      supersededBy,
      mayCancel: reachOf(role, 'verifications.cancel') !== undefined,
      mayResend: reachOf(role, 'verifications.resend') !== undefined,
    });
  }

  private walk(wanted: WantedVerifications): VerificationWalk {
    return new VerificationWalk(this.use.store, wanted, this.use.nowMs);
  }

  private async wanted(scope: Scope, filters: VerificationFilters): Promise<WantedVerifications | undefined> {
    const number = filters.number === undefined ? null : await this.use.numbers.numberOf(filters.number);
    return wantedOf(scope, filters, number);
  }
}

const ALL_SEEN: Walked = { reached: null, isPartial: false };

const searchedTo = ({ isPartial, reached }: Walked) => ({
  is_partial: isPartial,
  searched_to: isPartial && reached !== null ? new Date(reached.at).toISOString() : null,
});

const placeOf = ({ place, id }: FoundVerification) => ({ at: place, id });

/** Where it goes on: behind the last that is shown, or behind what there was time to look at. */
function onwardOf(shown: readonly FoundVerification[], hasMore: boolean, walked: Walked): string | null {
  const last = shown.at(-1);
  if (hasMore && last !== undefined) return toCursor(placeOf(last));
  return walked.isPartial && walked.reached !== null ? toCursor(walked.reached) : null;
}

/** Where it goes on the other way: from the edge of the page, or from where it began when the page is empty. */
function backOf(shown: readonly FoundVerification[], from: Cursor): string {
  const [first] = shown;
  return first === undefined ? toCursor(from.place, 'itself') : toCursor(placeOf(first));
}
