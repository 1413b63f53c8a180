import { expect, test } from 'vitest';
import {
  MOST_HANDSETS,
  pickNumber,
  readHandsets,
  withHandset,
  withoutHandset,
  withSeen,
  writeHandsets,
} from './handset-list';

const TWO = [
  { number: '+12125550142', seen: '' },
  { number: '+447700900142', seen: '2026-11-26T10:00:00.000Z' },
];

test('what was kept is read back', () => {
  expect(readHandsets(writeHandsets(TWO))).toEqual(TWO);
});

test.each([null, '', '{', '{}', '[]', '[null,1,{}]', '[{"number":"+4915112345678","seen":""}]'])(
  'from %j there is one phone, with a fictional number',
  (stored) => {
    expect(readHandsets(stored)).toEqual([{ number: '+12125550142', seen: '' }]);
  },
);

test('a number that may be somebody’s is not kept beside others', () => {
  const stored = writeHandsets([{ number: '+12125551212', seen: '' }, ...TWO]);
  expect(readHandsets(stored)).toEqual(TWO);
});

test('a phone is there once, and there are not more than fit', () => {
  expect(withHandset(TWO, '+447700900142')).toBe(TWO);
  const many = Array.from({ length: 10 }, (_, index) => `+4477009001${10 + index}`);
  expect(many.reduce(withHandset, [] as typeof TWO)).toHaveLength(MOST_HANDSETS);
});

test('one is removed, and no other', () => {
  expect(withoutHandset(TWO, '+12125550142')).toEqual([TWO[1]]);
});

test('what was looked at only moves forward', () => {
  const seen = withSeen(TWO, '+12125550142', '2026-11-26T11:00:00.000Z');
  expect(seen[0]?.seen).toBe('2026-11-26T11:00:00.000Z');
  expect(withSeen(seen, '+12125550142', '2026-11-26T10:59:59.999Z')).toBe(seen);
});

test('a new number is not one that is there already', () => {
  const draws = [0, 42, 0, 43];
  const number = pickNumber('US', TWO, (limit) => draws.shift()! % limit);
  expect(number).toBe('+12125550143');
  expect(pickNumber('DE', TWO, () => 0)).toBeUndefined();
});
