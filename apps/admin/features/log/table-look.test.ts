import { expect, test } from 'vitest';
import { readLook } from './use-table-look';

const KEYS = { all: ['to', 'status', 'carrier'], usual: ['to', 'status'] };

test('columns stand in the order of the table, whatever was stored', () => {
  const stored = JSON.stringify({ columns: ['carrier', 'to', 'gone'], isDense: true });
  expect(readLook(stored, KEYS)).toEqual({ columns: ['to', 'carrier'], isDense: true });
});

test.each([null, '', '{', '1', '{"columns":"to"}'])('what makes no sense is as usual: %s', (stored) => {
  expect(readLook(stored, KEYS)).toEqual({ columns: ['to', 'status'], isDense: false });
});
