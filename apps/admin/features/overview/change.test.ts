import { expect, test } from 'vitest';
import { changeOfCount, changeOfShare, changeOfTime } from './change';

const share = (part: number, of: number, before: [number, number]) => ({
  part,
  of,
  before: { part: before[0], of: before[1] },
});
const times = (p50_ms: number | null, p95_ms = p50_ms) => ({ p50_ms, p95_ms, samples: 1 });

test('a count goes up and down by its share of the one before', () => {
  expect(changeOfCount(150, 100)).toEqual({ kind: 'up', by: 0.5 });
  expect(changeOfCount(0, 100)).toEqual({ kind: 'down', by: 1 });
  expect(changeOfCount(1_001, 1_000)).toEqual({ kind: 'same' });
  expect(changeOfCount(5, 0)).toEqual({ kind: 'new' });
});

test('a share goes up and down by points', () => {
  expect(changeOfShare(share(45, 50, [40, 50]))).toEqual({ kind: 'up', by: expect.closeTo(0.1) });
  expect(changeOfShare(share(40, 50, [40, 50]))).toEqual({ kind: 'same' });
});

test('of too few cases nothing is made', () => {
  expect(changeOfShare(share(0, 29, [30, 30]))).toEqual({ kind: 'few' });
  expect(changeOfShare(share(30, 30, [0, 29]))).toEqual({ kind: 'few' });
  expect(changeOfShare(share(0, 0, [30, 30]))).toEqual({ kind: 'new' });
});

test('a time is compared where there are two', () => {
  const slower = { ...times(200, 900), before: times(200, 600) };
  expect(changeOfTime(slower, 'p95_ms')).toEqual({ kind: 'up', by: 0.5 });
  expect(changeOfTime(slower, 'p50_ms')).toEqual({ kind: 'same' });
  expect(changeOfTime({ ...times(200), before: times(400) }, 'p50_ms')).toEqual({ kind: 'down', by: 0.5 });
  expect(changeOfTime({ ...times(200), before: times(205) }, 'p50_ms')).toEqual({ kind: 'same' });
  expect(changeOfTime({ ...times(200), before: times(null) }, 'p50_ms')).toEqual({ kind: 'new' });
});
