import type { Writable } from 'node:stream';
import type { ReadStream } from 'node:tty';

const ENTER = new Set(['\r', '\n', '\u0004']);
const ERASE = new Set(['\u007f', '\b']);
const INTERRUPT = '\u0003';
/** More than any secret has: a file piped in by mistake is not read to its end. */
const LONGEST = 4_096;

export type SecretInput = NodeJS.ReadableStream & Partial<Pick<ReadStream, 'isTTY' | 'setRawMode'>>;

/**
 * Reads a secret: on a terminal it asks and shows nothing of the answer, from a pipe it takes the first line. The
 * question goes to `prompt`, so that what a command prints can be piped on.
 */
export async function askSecret(question: string, input: SecretInput, prompt: Writable): Promise<string> {
  if (input.isTTY !== true || input.setRawMode === undefined) return firstLine(input);
  prompt.write(`${question}: `);
  input.setRawMode(true);
  try {
    return await typed(input);
  } finally {
    input.setRawMode(false);
    input.pause();
    prompt.write('\n');
  }
}

/** Raw mode hands over every key, those that a terminal else acts on itself among them. */
function typed(input: SecretInput): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const end = (settle: () => void) => {
      input.removeListener('data', onData);
      settle();
    };
    const onData = (chunk: Buffer | string) => {
      for (const key of chunk.toString()) {
        if (key === INTERRUPT) return end(() => reject(new Error('Nothing was changed.')));
        if (ENTER.has(key)) return end(() => resolve(text));
        if (ERASE.has(key)) text = text.slice(0, -1);
        else text += key;
      }
    };
    input.on('data', onData);
    input.resume();
  });
}

async function firstLine(input: SecretInput): Promise<string> {
  let text = '';
  for await (const chunk of input) {
    text += chunk.toString();
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return text.split(/\r?\n/, 1)[0] ?? '';
}
