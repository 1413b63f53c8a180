import type { MessageSearchRow } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { AT_ONCE, goOn, MOST_SHOWN, MOST_WAITING, newOnes, takeIn, type LiveRows } from './live-rows';

const row = (place: number, status = 'queued') =>
  ({ id: `msg_${String(place).padStart(6, '0')}`, status }) as MessageSearchRow;
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => row(from + count - 1 - index));
const ids = (list: readonly MessageSearchRow[]) => list.map(({ id }) => Number(id.slice(4)));
const START: LiveRows = { shown: rows(1, 3), waiting: [], skipped: 0 };

/** All that was told, on the page. */
function drain(live: LiveRows): LiveRows {
  return live.waiting.length === 0 ? live : drain(goOn(live));
}
const told = (live: LiveRows, ...rows: MessageSearchRow[]) => takeIn(live, { rows, skipped: 0 });

test('new rows come in at the top, in the order of time', () => {
  expect(ids(drain(told(START, row(6), row(4), row(5))).shown)).toEqual([6, 5, 4, 3, 2, 1]);
});

test('a row that changed changes where it stands, the others stay the very same', () => {
  const { shown } = drain(told(START, row(2, 'delivered')));
  expect(shown.map(({ status }) => status)).toEqual(['queued', 'delivered', 'queued']);
  expect(shown[0]).toBe(START.shown[0]);
});

test('they come in piece by piece, the oldest first, so that no piece takes long', () => {
  const first = goOn(told(START, ...rows(10, AT_ONCE + 5)));
  expect(first.shown).toHaveLength(3 + AT_ONCE);
  expect(ids(first.shown).slice(-4)).toEqual([10, 3, 2, 1]);
  expect(first.waiting).toHaveLength(5);
});

test('the page never holds more rows than it can draw', () => {
  const { shown } = drain(told(START, ...rows(10, 3 * MOST_SHOWN)));
  expect(shown).toHaveLength(MOST_SHOWN);
  expect(ids(shown)[0]).toBe(9 + 3 * MOST_SHOWN);
});

describe('while someone reads', () => {
  const paused = told(START, row(5), row(4), row(3, 'delivered'));

  test('nothing moves, and new ones are counted', () => {
    expect(paused.shown).toBe(START.shown);
    expect(newOnes(paused)).toBe(2);
  });

  test('then all come in, changes too', () => {
    const { shown } = drain(paused);
    expect(ids(shown)).toEqual([5, 4, 3, 2, 1]);
    expect(shown[2]?.status).toBe('delivered');
  });

  test('the newest wait, and what was too many is told', () => {
    const full = takeIn(told(START, ...rows(10, MOST_WAITING)), { rows: rows(9_000, 7), skipped: 2 });
    expect(full.waiting).toHaveLength(MOST_WAITING);
    expect(ids(full.waiting)[0]).toBe(9_006);
    expect(full.skipped).toBe(9);
  });
});
