import { describe, expect, test } from 'vitest';
import { barAt, brushByKey, endsOf } from './brush';
import { layersOf } from './stack';

const key = (name: string, shiftKey = false) => ({ key: name, shiftKey });

describe('the bar under a point', () => {
  const place = { start: 100, width: 200 };
  test.each([
    [100, false, 0],
    [119, false, 0],
    [120, false, 1],
    [299, false, 9],
    [300, false, 9],
    [40, false, 0],
    [900, false, 9],
    [100, true, 9],
    [299, true, 0],
  ])('at %i, mirrored %s: %i', (point, isMirrored, bar) => expect(barAt(point, place, 10, isMirrored)).toBe(bar));
});

describe('by keys', () => {
  test('the first arrow comes to the newest bar, whichever way it points', () => {
    expect(brushByKey(null, key('ArrowRight'), 10, false)).toEqual({ anchor: 9, active: 9 });
    expect(brushByKey(null, key('ArrowLeft'), 10, false)).toEqual({ anchor: 9, active: 9 });
  });

  test('arrows go the way they point, also from right to left', () => {
    const here = { anchor: 4, active: 4 };
    expect(brushByKey(here, key('ArrowRight'), 10, false)?.active).toBe(5);
    expect(brushByKey(here, key('ArrowRight'), 10, true)?.active).toBe(3);
    expect(brushByKey(here, key('ArrowLeft'), 10, true)?.active).toBe(5);
  });

  test('with Shift all bars on the way are picked, both ways', () => {
    const two = brushByKey({ anchor: 4, active: 4 }, key('ArrowLeft', true), 10, false)!;
    expect(endsOf(two)).toEqual({ first: 3, last: 4 });
    const many = brushByKey(two, key('End', true), 10, false)!;
    expect(endsOf(many)).toEqual({ first: 4, last: 9 });
    expect(brushByKey(many, key('ArrowLeft'), 10, false)).toEqual({ anchor: 8, active: 8 });
  });

  test('nothing leads out of the chart, other keys nowhere', () => {
    expect(brushByKey({ anchor: 9, active: 9 }, key('PageDown'), 10, false)?.active).toBe(9);
    expect(brushByKey({ anchor: 3, active: 3 }, key('PageUp'), 10, false)?.active).toBe(0);
    expect(brushByKey({ anchor: 3, active: 3 }, key('Home'), 10, true)?.active).toBe(0);
    expect(brushByKey(null, key('x'), 10, false)).toBeUndefined();
  });
});

describe('a stack', () => {
  test('stands on the ground, one layer on the other, as high as its share of the tallest', () => {
    expect(layersOf([5, 0, 5], 10)).toEqual([
      { part: 0, y: 52, height: 48 },
      { part: 2, y: 4, height: 48 },
    ]);
  });

  test('shows what is one in a million', () => {
    const [, few] = layersOf([999_999, 1], 1_000_000);
    expect(few!.height).toBeGreaterThan(1);
    expect(few!.y).toBeGreaterThanOrEqual(0);
  });

  test('of nothing is nothing', () => expect(layersOf([0, 0], 1)).toEqual([]));
});
