import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChangedRows } from '../../platform/changed-rows.js';
import { CopyLoop } from './copy-loop.js';

const ROUND_MS = 500;
const many = (prefix: string) => Array.from({ length: 1_500 }, (_, n) => `msg_${prefix}${n}`);

let changed: ChangedRows;
let copied: string[][];
let isAway: boolean;
let loop: CopyLoop;

beforeEach(() => {
  vi.useFakeTimers();
  [changed, copied, isAway] = [new ChangedRows(), [], false];
  loop = new CopyLoop({
    kind: 'message',
    changed,
    copy: async (ids) => {
      if (isAway) throw new Error('away');
      copied.push([...ids]);
      return ids.length;
    },
    onCopied: () => undefined,
    onBehind: () => undefined,
    onError: () => undefined,
    pauseMs: ROUND_MS,
  });
  loop.start();
});

afterEach(async () => {
  await loop.stop();
  vi.useRealTimers();
});

const round = async () => {
  copied = [];
  await vi.advanceTimersByTimeAsync(ROUND_MS);
  return copied.flat();
};

test('few changes are copied at the next round', async () => {
  changed.note('message', ['msg_a', 'msg_b']);
  expect(await round()).toEqual(['msg_a', 'msg_b']);
});

test('of many each rests for a round, and what changes again meanwhile is copied once', async () => {
  const [first, second] = [many('a'), many('b')];
  changed.note('message', first);
  expect(await round()).toEqual([]);
  changed.note('message', [...first, ...second]);
  expect(await round()).toEqual(first);
  expect(await round()).toEqual(second);
  expect(await round()).toEqual([]);
});

test('changes that go on and on keep no row from its turn', async () => {
  changed.note('message', many('a'));
  for (let again = 0; again < 5; again += 1) {
    await vi.advanceTimersByTimeAsync(ROUND_MS / 2);
    changed.note('message', many('a'));
  }
  expect(copied.flat()).toEqual(many('a'));
});

test('what could not be copied is tried at the next round, and has rested', async () => {
  changed.note('message', many('a'));
  await round();
  isAway = true;
  expect(await round()).toEqual([]);
  isAway = false;
  expect([...(await round())].sort()).toEqual(many('a').sort());
});

test('by the end of the process all is copied, rested or not', async () => {
  changed.note('message', many('a'));
  await loop.stop();
  expect(copied.flat()).toEqual(many('a'));
});
