import { expect, test } from 'vitest';
import { readEvents, type StreamEvent } from './event-stream';

async function read(...pieces: string[]): Promise<StreamEvent[]> {
  const octets = pieces.map((piece) => new TextEncoder().encode(piece));
  return readOctets(octets);
}

async function readOctets(pieces: readonly Uint8Array[]): Promise<StreamEvent[]> {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const events: StreamEvent[] = [];
  for await (const event of readEvents(stream)) events.push(event);
  return events;
}

test('events are told in their order, and comments as signs of life', async () => {
  expect(await read('event: binds\ndata: {"a":1}\n\n: still there\n\ndata: two\ndata: lines\n\n')).toEqual([
    { name: 'binds', data: '{"a":1}' },
    { name: undefined, data: '' },
    { name: 'message', data: 'two\nlines' },
  ]);
});

test('an event is whole wherever its octets were cut, even within a letter', async () => {
  const octets = new TextEncoder().encode('event: binds\ndata: "Größe"\n\n');
  for (let cut = 1; cut < octets.length; cut += 1) {
    expect(await readOctets([octets.slice(0, cut), octets.slice(cut)])).toEqual([{ name: 'binds', data: '"Größe"' }]);
  }
});

test('what breaks off before its end is no event', async () => {
  expect(await read('data: one\n\ndata: tw')).toEqual([{ name: 'message', data: 'one' }]);
});

test('who stops reading ends the stream at its source', async () => {
  let isCancelled = false;
  const stream = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new TextEncoder().encode('data: x\n\n')),
    cancel: () => void (isCancelled = true),
  });
  for await (const event of readEvents(stream)) {
    expect(event.data).toBe('x');
    break;
  }
  expect(isCancelled).toBe(true);
});
