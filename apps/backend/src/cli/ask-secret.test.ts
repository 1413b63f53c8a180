import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { askSecret } from './ask-secret.js';

/** A terminal: it is in raw mode while it is asked, and else echoes what is typed. */
function terminal() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true as const,
    setRawMode: (isRaw: boolean) => (modes.push(isRaw), input as never),
  });
  return { input, modes };
}

function screen() {
  const shown: string[] = [];
  const prompt = new PassThrough();
  prompt.on('data', (chunk: Buffer) => void shown.push(chunk.toString()));
  return { prompt, shown: () => shown.join('') };
}

test('a secret typed on a terminal is not shown, and the terminal echoes again afterwards', async () => {
  const { input, modes } = terminal();
  const { prompt, shown } = screen();
  const asked = askSecret('Password of acme', input, prompt);
  for (const keys of ['s3', 'cx', '\u007f', 'ret\r']) input.write(keys);
  expect(await asked).toBe('s3cret');
  expect(shown()).toBe('Password of acme: \n');
  expect(modes).toEqual([true, false]);
});

test('Ctrl-C at the question ends the command and gives the terminal back', async () => {
  const { input, modes } = terminal();
  const asked = askSecret('Password', input, screen().prompt);
  input.write('half\u0003');
  await expect(asked).rejects.toThrow('Nothing was changed.');
  expect(modes).toEqual([true, false]);
});

test.each([
  ['its first line, whatever the line ends with', 'pa ss\r\nrest', 'pa ss'],
  ['all of it where no line ends', 'secret', 'secret'],
  ['nothing', '', ''],
])('from a pipe it is %s, without a question', async (_, piped, secret) => {
  const input = new PassThrough();
  const { prompt, shown } = screen();
  input.end(piped);
  expect(await askSecret('Password', input, prompt)).toBe(secret);
  expect(shown()).toBe('');
});
