import { expect, test } from 'vitest';
import { ChangedRows } from './changed-rows.js';

test('what was noted is taken once, oldest first, however often it was noted', () => {
  const changed = new ChangedRows();
  changed.note('message', ['msg_a', 'msg_b']);
  changed.note('message', ['msg_a', 'msg_c']);
  expect(changed.take('message', 2)).toEqual(['msg_a', 'msg_b']);
  expect(changed.waiting('message')).toBe(1);
  expect(changed.take('message', 2)).toEqual(['msg_c']);
  expect(changed.take('message', 2)).toEqual([]);
});

test('a row that changes again after it was taken is noted again', () => {
  const changed = new ChangedRows();
  changed.note('message', ['msg_a']);
  changed.take('message', 10);
  changed.note('message', ['msg_a']);
  expect(changed.take('message', 10)).toEqual(['msg_a']);
});

test('messages and verifications are apart', () => {
  const changed = new ChangedRows();
  changed.note('verification', ['ver_a']);
  expect(changed.take('message', 10)).toEqual([]);
  expect(changed.take('verification', 10)).toEqual(['ver_a']);
});

test('memory is bounded: beyond it the oldest are forgotten', () => {
  const changed = new ChangedRows(3);
  changed.note('message', ['msg_a', 'msg_b', 'msg_c', 'msg_d', 'msg_e']);
  expect(changed.take('message', 10)).toEqual(['msg_c', 'msg_d', 'msg_e']);
});
