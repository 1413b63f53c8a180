import { expect, test } from 'vitest';
import { AppError } from '../../platform/app-error.js';
import { isDatabaseFault } from '../../database/faults.js';
import { ExportThread } from './export-thread.js';
import { toAnswer, toError, type ThreadAnswer, type ThreadStart } from './thread-messages.js';

const START: ThreadStart = {
  order: { list: 'messages', format: 'csv', scope: null, filters: {} },
  database: { url: 'postgresql://nowhere', applicationName: 'test' },
  keyringFile: 'none',
};
const PLACE = { limit: 250 };

/** A thread that runs this for each place it is told. */
function threadOf(body: string): ExportThread {
  const script = `import { parentPort } from 'node:worker_threads'; parentPort.on('message', (place) => { ${body} });`;
  return new ExportThread(START, new URL(`data:text/javascript,${encodeURIComponent(script)}`));
}

test('pages come as they are asked for', async () => {
  const thread = threadOf(
    `parentPort.postMessage({ kind: 'page', page: { text: 'at ' + place.cursor, rows: 1, olderCursor: null } });`,
  );
  expect((await thread.write({ ...PLACE, cursor: 'a' })).text).toBe('at a');
  expect((await thread.write({ ...PLACE, cursor: 'b' })).text).toBe('at b');
  thread.close();
});

test.each([
  ['throws', 'throw new Error("broken")', /broken/],
  ['ends', 'process.exit(3)', /ended with 3/],
])('a thread that %s fails its page, those after it, and nothing else', async (_, body, words) => {
  const thread = threadOf(body);
  await expect(thread.write(PLACE)).rejects.toThrow(words);
  await expect(thread.write(PLACE)).rejects.toThrow(words);
});

test('a page that is waited for when the export ends is never written', async () => {
  const thread = threadOf('');
  const page = thread.write(PLACE);
  thread.close();
  await expect(page).rejects.toThrow(/ended/);
});

test('a refusal keeps its code and its facts, and the database its fault', () => {
  const clone = (error: unknown) =>
    toError(structuredClone(toAnswer(error)) as Exclude<ThreadAnswer, { kind: 'page' }>);
  const retryAt = new Date();
  const refusal = clone(new AppError('export.too_many', { retryAt, cause: new Error('a reason for the log') }));
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: 'export.too_many', facts: { retryAt } });
  const fault = clone(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }));
  expect([isDatabaseFault(fault), fault.message]).toEqual([true, 'connect']);
  expect(isDatabaseFault(clone(new Error('odd')))).toBe(false);
});
