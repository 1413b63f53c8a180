import { expect, test } from 'vitest';
import { messageIdAt } from '../platform/ids.js';
import { fromPhone, KEPT_MS, trialsOf, type IdStance } from './matching.js';

const NOW = 1_764_000_000_000;
const RECENT = messageIdAt(NOW - KEPT_MS);

const tried = (id: string, stance: IdStance, ageMs = 0) =>
  trialsOf({ smscMessageId: id, receivedAtMs: NOW, ageMs }, stance).map(
    ({ form, smscKey, belief }) => `${form} ${smscKey} ${belief}`,
  );

test.each<[string, IdStance, number, string[]]>([
  ['an id as it came, while its answer may be on its way', { kind: 'open' }, 1_999, ['same 10 any']],
  [
    'then its other forms, against the phone',
    { kind: 'open' },
    2_000,
    ['same 10 any', 'hex_to_decimal a not_another', 'decimal_to_hex 16 not_another'],
  ],
  [
    'a learnt form first, of that very phone',
    { kind: 'learnt', form: 'decimal_to_hex' },
    0,
    ['decimal_to_hex 16 same', 'same 10 not_another'],
  ],
  [
    'a learnt form first, and then all, unless the phone is another',
    { kind: 'learnt', form: 'decimal_to_hex' },
    2_000,
    ['decimal_to_hex 16 not_another', 'same 10 not_another', 'hex_to_decimal a not_another'],
  ],
  ['an id as it came, which was learnt', { kind: 'learnt', form: 'same' }, 0, ['same 10 any']],
  ['the form that is set, and no other', { kind: 'fixed', form: 'hex_to_decimal' }, 5_000, ['hex_to_decimal a any']],
])('tried is %s', (_, stance, ageMs, trials) => {
  expect(tried('10', stance, ageMs)).toEqual(trials);
});

test('an id that cannot have the form that is set means nothing', () => {
  expect(tried('xyz', { kind: 'fixed', form: 'hex_to_decimal' })).toEqual([]);
});

test('a converted id means no message older than receipts are kept; an id as it came may mean any', () => {
  const trials = trialsOf({ smscMessageId: '10', receivedAtMs: NOW, ageMs: 5_000 }, { kind: 'open' });
  expect(trials.map(({ fromMessageId }) => fromMessageId)).toEqual(['', RECENT, RECENT]);
});

test('what a phone may have sent has to be of that very phone in every form', () => {
  const trials = trialsOf({ smscMessageId: '10', receivedAtMs: NOW, ageMs: 5_000 }, { kind: 'open' });
  expect(fromPhone(trials).map(({ belief }) => belief)).toEqual(['same', 'same', 'same']);
});
