import type { MessageSearchRow } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { goOn, MOST_SHOWN, MOST_WAITING, newOnes, takeIn, type LiveRows } from './live-rows';

const row = (place: number, status = 'queued') =>
  ({ id: `msg_${String(place).padStart(6, '0')}`, status }) as MessageSearchRow;
const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => row(from + count - 1 - index));
const ids = (list: readonly MessageSearchRow[]) => list.map(({ id }) => Number(id.slice(4)));
const START: LiveRows = { shown: rows(1, 3), waiting: [], skipped: 0 };

test('new rows come in at the top, in the order of time', () => {
  const { shown } = takeIn(START, { rows: [row(6), row(4), row(5)], skipped: 0 }, false);
  expect(ids(shown)).toEqual([6, 5, 4, 3, 2, 1]);
});

test('a row that changed changes where it stands, the others stay the very same', () => {
  const { shown } = takeIn(START, { rows: [row(2, 'delivered')], skipped: 0 }, false);
  expect(shown.map(({ status }) => status)).toEqual(['queued', 'delivered', 'queued']);
  expect(shown[0]).toBe(START.shown[0]);
});

test('the page never holds more rows than it can draw', () => {
  const { shown } = takeIn(START, { rows: rows(10, MOST_SHOWN), skipped: 0 }, false);
  expect(shown).toHaveLength(MOST_SHOWN);
  expect(ids(shown).at(-1)).toBe(10);
});

describe('while someone reads', () => {
  const paused = takeIn(START, { rows: [row(5), row(4), row(3, 'delivered')], skipped: 0 }, true);

  test('nothing moves, and new ones are counted', () => {
    expect(paused.shown).toBe(START.shown);
    expect(newOnes(paused)).toBe(2);
  });

  test('then all come in, changes too', () => {
    const { shown, waiting } = goOn(paused);
    expect(ids(shown)).toEqual([5, 4, 3, 2, 1]);
    expect(shown[2]?.status).toBe('delivered');
    expect(waiting).toEqual([]);
  });

  test('the newest wait, and what was too many is told', () => {
    const full = takeIn(
      takeIn(START, { rows: rows(10, MOST_WAITING), skipped: 0 }, true),
      { rows: rows(9_000, 7), skipped: 2 },
      true,
    );
    expect(full.waiting).toHaveLength(MOST_WAITING);
    expect(ids(full.waiting)[0]).toBe(9_006);
    expect(full.skipped).toBe(9);
  });
});
