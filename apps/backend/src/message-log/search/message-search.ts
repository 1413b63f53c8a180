import {
  MOST_COUNTED,
  type MessageCount,
  type MessageFilters,
  type MessageHistogram,
  type MessageSearch as MessageQuery,
  type MessageSearchPage,
} from '@codewire/contracts';
import type { Queryable } from '../../database/sql.js';
import type { Keyring } from '../../platform/keyring.js';
import type { MessageCounts } from '../../platform/ports.js';
import { drawHistogram, stretchOf } from './histogram.js';
import type { NumberFilters } from './number-filters.js';
import { findRows, findRowsOfNumber } from './search-rows.js';
import { readPlace, toPlace, type Place } from './place.js';
import type { SearchStore } from './search.store.js';
import { walk, searchedTo, type Walked } from './walk.js';
import { spanOf, wantedOf, type Scope, type Span, type Wanted } from './wanted.js';

const ONE_STATEMENT_ROWS = 5_000;

export interface MessageSearchOptions {
  readonly sql: Queryable;
  readonly store: SearchStore;
  readonly numbers: Pick<NumberFilters, 'lookUp'>;
  readonly keyring: Keyring;
  /** Without it, histograms of long stretches are told as far as they came. */
  readonly counts?: MessageCounts;
  readonly now: () => Date;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
}

/**
 * Finds messages by whatever the console can ask, at a cost that does not grow with the log: each statement looks at a
 * bounded number of rows, and what takes too long in all is told as far as it came.
 */
export class MessageSearch {
  constructor(private readonly options: MessageSearchOptions) {}

  /** Newest first, whichever way was asked. Without a cursor, `newer` is the last page. */
  async list(scope: Scope, { limit, cursor, direction, ...filters }: MessageQuery): Promise<MessageSearchPage> {
    const place = cursor === undefined ? undefined : readPlace(cursor);
    const wanted = await this.wanted(scope, filters);
    if (wanted === undefined) return NOTHING;
    const span = beside(spanOf(filters), direction, place);
    const { ids, ...walked } = await this.find(wanted, span, { direction, limit });
    const { sql, keyring } = this.options;
    const rows = await (wanted.number === null
      ? findRows(sql, keyring, ids)
      : findRowsOfNumber(sql, wanted.number, ids));
    const data = direction === 'older' ? rows : rows.reverse();
    const onward = walked.reachedId === null ? null : toPlace(walked.reachedId);
    const back = place === undefined ? null : behind(data, direction, place);
    return {
      data,
      older_cursor: direction === 'older' ? onward : back,
      newer_cursor: direction === 'older' ? back : onward,
      ...searchedTo(walked),
    };
  }

  /** How many there are, as far as that is worth knowing. */
  async count(scope: Scope, filters: MessageFilters): Promise<MessageCount> {
    const wanted = await this.wanted(scope, filters);
    if (wanted === undefined) return { count: 0, is_capped: false, is_partial: false, searched_to: null };
    let count = 0;
    const walked = await walk(
      this.options,
      { wanted, span: spanOf(filters), direction: 'older', first: MOST_COUNTED + 1 },
      async (step) => {
        const { found, ...reached } = await this.options.store.count(step, wanted);
        count += found;
        return { ...reached, isEnough: count > MOST_COUNTED };
      },
    );
    return { count: Math.min(count, MOST_COUNTED), is_capped: count > MOST_COUNTED, ...searchedTo(walked) };
  }

  /** How many of each status were accepted when: of the last day, where filters do not say. */
  async histogram(scope: Scope, filters: MessageFilters): Promise<MessageHistogram> {
    const { store, nowMs, counts, now } = this.options;
    return drawHistogram({ store, nowMs, counts }, await this.wanted(scope, filters), stretchOf(filters, now()));
  }

  /** How many of a span are wanted, as far as one statement tells. */
  async countIn(span: Span, wanted: Wanted): Promise<number> {
    const step = { ...span, driver: 'none', direction: 'older', most: ONE_STATEMENT_ROWS } as const;
    return (await this.options.store.count(step, wanted)).found;
  }

  /** What filters name, as it is stored; undefined where nothing can be found. */
  async wanted(scope: Scope, filters: MessageFilters): Promise<Wanted | undefined> {
    const looked = await this.options.numbers.lookUp(filters);
    return looked === undefined ? undefined : wantedOf(scope, filters, looked);
  }

  private async find(
    wanted: Wanted,
    span: Span,
    { direction, limit }: Pick<MessageQuery, 'direction' | 'limit'>,
  ): Promise<Walked & { ids: string[] }> {
    const ids: string[] = [];
    // One more than asked for tells whether there is a next page.
    const walked = await walk(this.options, { wanted, span, direction, first: limit + 1 }, async (step) => {
      const found = await this.options.store.find(step, wanted, limit + 1 - ids.length);
      ids.push(...found.ids);
      return { ...found, isEnough: ids.length > limit };
    });
    if (ids.length <= limit) return { ids, ...walked };
    ids.pop();
    return { ids, isPartial: false, reachedId: ids.at(-1) ?? null };
  }
}

const NOTHING: MessageSearchPage = {
  data: [],
  older_cursor: null,
  newer_cursor: null,
  is_partial: false,
  searched_to: null,
};

/** The part of a span on one side of a place. */
function beside(span: Span, direction: MessageQuery['direction'], place: Place | undefined): Span {
  if (place === undefined) return span;
  if (direction === 'older') return { ...span, belowId: least(span.belowId, place.belowId) };
  return { ...span, fromId: greatest(span.fromId, place.aboveId) };
}

const least = (one: string, other: string) => (one < other ? one : other);
const greatest = (one: string, other: string) => (one > other ? one : other);

/** Where it goes on the other way: from the edge of the page, or from the place itself when the page is empty. */
function behind(data: readonly { readonly id: string }[], direction: MessageQuery['direction'], place: Place): string {
  const edge = direction === 'older' ? data.at(0) : data.at(-1);
  return edge === undefined ? toPlace(place.id, 'itself') : toPlace(edge.id);
}
