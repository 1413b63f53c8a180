import { expect, test } from 'vitest';
import { suppressionsWithoutReason } from './suppressions.mjs';

// Put together here, so that these lines are not taken for suppressions themselves.
const OFF = ['//', 'oxlint-disable-next-line', 'no-console'].join(' ');
const EXPECTED = ['//', '@ts-expect-error'].join(' ');

test.each([
  ['a rule', OFF],
  ['a type error', EXPECTED],
  ['a reason that says nothing', `${OFF} -- ok`],
])('%s switched off without a reason is found', (_, line) => {
  expect(suppressionsWithoutReason(`const a = 1;\n  ${line}\n`)).toEqual([2]);
});

test('one with a reason is not', () => {
  expect(
    suppressionsWithoutReason(`${OFF} -- the terminal is the place for it\n${EXPECTED} -- a wrong call is the point`),
  ).toEqual([]);
});
