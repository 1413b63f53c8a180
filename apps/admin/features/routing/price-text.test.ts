import { expect, test } from 'vitest';
import { countLines, lineOf } from './price-text';

test.each(['\n', '\r\n', '\r'])('a line is found by the number that is told of it, however lines end', (end) => {
  const csv = ['prefix,price,currency', '49,0.1,EUR', '', '33,x,EUR', ''].join(end);
  expect(lineOf(csv, 2)).toBe('49,0.1,EUR');
  expect(lineOf(csv, 4)).toBe('33,x,EUR');
  expect(lineOf(csv, 9)).toBe('');
  expect(countLines(csv)).toBe(3);
});
