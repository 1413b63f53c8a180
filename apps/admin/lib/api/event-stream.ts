/** What a stream of server-sent events tells: something, or only that it still stands. */
export interface StreamEvent {
  /** Undefined: a comment, which keeps a silent stream open. */
  readonly name: string | undefined;
  readonly data: string;
}

const SIGN: StreamEvent = { name: undefined, data: '' };

/**
 * Takes a stream apart (HTML Standard 9.2.6), however its octets come in pieces. Comments are told, too, which
 * EventSource keeps to itself: they are the only sign that a stream that has nothing to say is not dead.
 */
export async function* readEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<StreamEvent> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let unread = '';
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      unread += decoder.decode(piece.value, { stream: true });
      const blocks = unread.split('\n\n');
      unread = blocks.pop() ?? '';
      for (const block of blocks) yield eventOf(block);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventOf(block: string): StreamEvent {
  const lines = block.split('\n');
  const valuesOf = (field: string) =>
    lines.filter((line) => line.startsWith(`${field}:`)).map((line) => line.slice(field.length + 1).replace(/^ /, ''));
  const data = valuesOf('data');
  return data.length === 0 ? SIGN : { name: valuesOf('event').at(-1) ?? 'message', data: data.join('\n') };
}
