import { describe, expect, test } from 'vitest';
import { chooseSender, type SenderRule } from './senders.js';

const ANY = { applicationId: null, country: null, carrierId: null };
const ASKED = { applicationId: 'shop', country: 'DE', carrierId: 'one' };

/** Every kind of rule that fits, the least telling first; each is its own sender. */
const RULES: readonly SenderRule[] = [
  { ...ANY, sender: 'any' },
  { ...ANY, country: 'DE', sender: 'country' },
  { ...ANY, applicationId: 'shop', sender: 'application' },
  { ...ANY, applicationId: 'shop', country: 'DE', sender: 'application+country' },
  { ...ANY, carrierId: 'one', sender: 'carrier' },
  { ...ANY, carrierId: 'one', country: 'DE', sender: 'carrier+country' },
  { ...ANY, carrierId: 'one', applicationId: 'shop', sender: 'carrier+application' },
  { ...ASKED, sender: 'all' },
];

describe('the sender', () => {
  test.each(RULES.map(({ sender }, place) => [sender, place] as const))(
    'of %s stands before all that tell less, in whatever order they are read',
    (sender, place) => {
      const rules = RULES.slice(0, place + 1);
      expect(chooseSender(rules, ASKED)).toBe(sender);
      expect(chooseSender(rules.toReversed(), ASKED)).toBe(sender);
    },
  );

  test.each([
    ['carrier', { ...ANY, carrierId: 'two' }],
    ['application', { ...ANY, applicationId: 'other' }],
    ['country', { ...ANY, country: 'FR' }],
  ])('of another %s is not taken', (_, rule) => {
    expect(chooseSender([{ ...rule, sender: 'foreign' }], ASKED)).toBeUndefined();
  });

  test("of a carrier waits until the carrier is known, and a number without a country has no country's", () => {
    const { applicationId, country } = ASKED;
    expect(chooseSender([RULES[4]!], { applicationId, country })).toBeUndefined();
    expect(chooseSender([RULES[1]!], { ...ASKED, country: null })).toBeUndefined();
  });
});
