import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SubmitQueue } from './submit-queue.js';

test('what comes back is the next again, in the order in which it was pushed', () => {
  const queue = new SubmitQueue<number>((ordinal) => ordinal);
  for (const item of [1, 2, 3, 4, 5]) queue.push(item);
  const out = [queue.shift(), queue.shift(), queue.shift()];
  for (const item of [3, 1, 2]) queue.giveBack(item);
  expect([out, queue.length]).toEqual([[1, 2, 3], 5]);
  expect(Array.from({ length: 6 }, () => queue.shift())).toEqual([1, 2, 3, 4, 5, undefined]);
});

test('the lowest of all that wait comes out, whatever came back in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2 }), { maxLength: 60 }), fc.infiniteStream(fc.nat()), (steps, picks) => {
      const queue = new SubmitQueue<number>((ordinal) => ordinal);
      const waiting = new Set<number>();
      const out: number[] = [];
      for (const [ordinal, step] of steps.entries()) {
        if (step === 0) {
          queue.push(ordinal);
          waiting.add(ordinal);
        } else if (step === 1 && waiting.size > 0) {
          const item = queue.shift() ?? -1;
          expect(item).toBe(Math.min(...waiting));
          waiting.delete(item);
          out.push(item);
        } else if (out.length > 0) {
          const [item = -1] = out.splice((picks.next().value ?? 0) % out.length, 1);
          queue.giveBack(item);
          waiting.add(item);
        }
        expect(queue.length).toBe(waiting.size);
      }
    }),
  );
});
