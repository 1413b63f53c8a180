import { expect, test } from 'vitest';
import { Fifo } from './fifo.js';

test('items come out in the order they went in, over thousands, with adds in between', () => {
  const fifo = new Fifo<number>();
  const seen: number[] = [];
  for (let item = 0; item < 5_000; item += 1) {
    fifo.push(item);
    if (item % 3 !== 0) seen.push(fifo.take()!);
  }
  while (fifo.size > 0) seen.push(fifo.take()!);
  expect(seen).toEqual(Array.from({ length: 5_000 }, (_, index) => index));
  expect(fifo.take()).toBe(undefined);
});

test('an item put back is the next one out, also after the queue was shortened', () => {
  const fifo = new Fifo<number>();
  for (let item = 0; item < 3_000; item += 1) fifo.push(item);
  for (let taken = 0; taken < 3_000; taken += 1) {
    const item = fifo.take()!;
    fifo.putBack(item);
    expect(fifo.take()).toBe(item);
  }
  expect(fifo.size).toBe(0);
});
