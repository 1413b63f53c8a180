import { expect, test } from 'vitest';
import { Rows } from './rows.js';

test('a row has the count of its values, and of each its octets: as many as are said, and none where there is nothing', () => {
  const rows = new Rows(['text', 'int2', 'int4', 'bool', 'bytea', 'timestamptz', 'text']);
  rows.add(['é', -2, 65_536, true, Buffer.from([1, 255]), Date.UTC(2000, 0, 1) + 1, null]);
  expect(rows.take().toString('hex')).toBe(
    [
      '0007',
      '00000002c3a9',
      '00000002fffe',
      '0000000400010000',
      '0000000101',
      '0000000201ff',
      '0000000800000000000003e8',
      'ffffffff',
    ].join(''),
  );
});

test('a time beyond 32 bits of microseconds, and one before 2000, are told whole', () => {
  const rows = new Rows(['timestamptz']);
  for (const ms of [1_764_150_451_689, 0]) {
    rows.add([ms]);
    const micros = rows.take().readBigInt64BE(6);
    expect(micros).toBe(BigInt(ms - Date.UTC(2000, 0, 1)) * 1_000n);
  }
});

test('what is taken stays as it is while more is added, however much', () => {
  const rows = new Rows(['text']);
  rows.add(['first']);
  const first = rows.take();
  const long = 'x'.repeat(1_000_000);
  rows.add([long]);
  expect(first.toString('latin1')).toContain('first');
  expect(rows.take().length).toBe(2 + 4 + long.length);
  expect(rows.take().length).toBe(0);
});

test('a row with a value too few is refused', () => {
  expect(() => new Rows(['text', 'text']).add(['one'])).toThrow('2 values, not 1');
});
