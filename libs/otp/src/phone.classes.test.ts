import { describe, expect, test } from 'vitest';
import { parsePhone } from './phone.js';

// Ranges that cost the sender or ring no handset. libphonenumber calls several of the satellite ones mobile.
test.each([
  ['Iridium', '+881612345678', 'satellite'],
  ['Iridium without its plus sign', '881612345678', 'satellite'],
  ['Iridium, too short', '+88161234', 'satellite'],
  ['global networks', '+882161234567', 'satellite'],
  ['global networks 883', '+883510001234567', 'satellite'],
  ['Inmarsat', '+870773111111', 'satellite'],
  ['Inmarsat, spelt in Arabic digits', '+٨٧٠٧٧٣١١١١١١', 'satellite'],
  ['international premium rate', '+979123456789', 'premium'],
  ['international freephone', '+80012345678', 'toll_free'],
  ['international shared cost', '+80812345678', 'shared_cost'],
  ['US premium rate', '+19002345678', 'premium'],
  ['UK premium rate', '+449098790000', 'premium'],
  ['US toll-free', '+18002345678', 'toll_free'],
  ['UK freephone', '+448081570000', 'toll_free'],
  ['German shared cost', '+491801234567', 'shared_cost'],
  ['UK non-geographic', '+443001234567', 'uan'],
  ['UK pager', '+447640123456', 'pager'],
  ['UK personal number', '+447012345678', 'personal'],
  ['a calling code that is not given out', '+999999999999', 'not_a_number'],
])('a number class that takes no codes is refused: %s', (_name, typed, reason) => {
  expect(parsePhone(typed, {})).toEqual({ kind: 'refused', reason });
});

test('a national spelling does not get round the class', () => {
  expect(parsePhone('900 234 5678', { country: 'US' })).toEqual({ kind: 'refused', reason: 'premium' });
  expect(parsePhone('0800 1234567', { country: 'DE' })).toEqual({ kind: 'refused', reason: 'toll_free' });
});

test.each([
  ['mobile', '+447400123456'],
  ['mobile or fixed, which the US does not tell apart', '+12125551212'],
  ['fixed line', '+493012345678'],
])('a number that may have a phone is taken: %s', (_name, typed) => {
  expect(parsePhone(typed, {})).toMatchObject({ kind: 'ok', number: typed, isFictional: false });
});

describe('numbers kept free for fiction', () => {
  test.each([
    ['US, first', '+12125550100', 'US'],
    ['US, last', '+12125550199', 'US'],
    ['Canada', '+14165550123', 'CA'],
    ['UK, first', '+447700900000', 'GB'],
    ['UK, last', '+447700900999', 'GB'],
    ['Australia, first of the list', '+61491570006', 'AU'],
    ['Australia', '+61491571266', 'AU'],
    ['Australia, last of the list', '+61491579760', 'AU'],
    ['France, first', '+33639980000', 'FR'],
    ['France, last', '+33639989999', 'FR'],
  ])('are known as such: %s', (_name, typed, country) => {
    expect(parsePhone(typed, {})).toMatchObject({ kind: 'ok', number: typed, country, isFictional: true });
  });

  test.each([
    ['07700 900123', 'GB', '+447700900123'],
    ['0491 570 156', 'AU', '+61491570156'],
    ['06 39 98 12 34', 'FR', '+33639981234'],
    ['(212) 555-0100', 'US', '+12125550100'],
  ])('are known in national format too: %s', (typed, country, number) => {
    expect(parsePhone(typed, { country })).toMatchObject({ kind: 'ok', number, country, isFictional: true });
  });

  test.each([
    ['US, before', '+12125550099'],
    ['US, behind', '+12125550200'],
    ['US, directory assistance', '+12125551212'],
    ['Australia, not on the list', '+61491570007'],
  ])('their neighbours may be somebody’s: %s', (_name, typed) => {
    expect(parsePhone(typed, {})).toMatchObject({ kind: 'ok', number: typed, isFictional: false });
  });

  test('a neighbour that no one can have is no number', () => {
    expect(parsePhone('+447700901000', {})).toEqual({ kind: 'refused', reason: 'not_a_number' });
    expect(parsePhone('+4477009001234', {})).toEqual({ kind: 'refused', reason: 'not_a_number' });
  });
});
