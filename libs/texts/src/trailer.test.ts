import { expect, test } from 'vitest';
import { trailerOf } from './trailer.js';

test('a line for autofill is to the letter what phones look for', () => {
  // Android SMS Retriever: the hash ends the message.
  expect(trailerOf({ kind: 'app_hash', app_hash: 'FA+9qCX9VSu' })).toBe('\nFA+9qCX9VSu');
  // WICG origin-bound one-time codes: the last line, its host, one blank, the code; then the host of the frame.
  expect(trailerOf({ kind: 'host', host: 'example.com' })).toBe('\n@example.com #{code}');
  expect(trailerOf({ kind: 'host', host: 'example.com', embedded_host: 'pay.example.org' })).toBe(
    '\n@example.com #{code} @pay.example.org',
  );
});
