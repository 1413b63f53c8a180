import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fifo } from './fifo.js';

test('what goes in first comes out first; an empty queue gives nothing', () => {
  const fifo = new Fifo<string>();
  expect([fifo.length, fifo.shift()]).toEqual([0, undefined]);
  fifo.push('a');
  fifo.push('b');
  expect([fifo.length, fifo.shift(), fifo.shift(), fifo.shift(), fifo.length]).toEqual([2, 'a', 'b', undefined, 0]);
});

test('it behaves as an array does, however pushes and shifts are mixed', () => {
  // Runs long enough that the queue throws away what was shifted.
  const steps = fc.array(fc.integer({ min: -1_500, max: 1_500 }), { maxLength: 12 });
  fc.assert(
    fc.property(steps, (runs) => {
      const fifo = new Fifo<number>();
      const array: number[] = [];
      let next = 0;
      for (const run of runs) {
        for (let push = 0; push < run; push++) {
          fifo.push(next);
          array.push(next++);
        }
        const shifted = Array.from({ length: Math.max(0, -run) }, () => fifo.shift());
        expect(shifted).toEqual(Array.from({ length: Math.max(0, -run) }, () => array.shift()));
        expect(fifo.length).toBe(array.length);
      }
    }),
    { numRuns: 30 },
  );
});
