import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressList, canonicalRange } from './address-list.js';

describe('a range is stored in one spelling', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7/32 ', '203.0.113.7'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['255.255.255.255/1', '128.0.0.0/1'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::/48', '2001:db8::/48'],
    ['2001:db8:1:ffff::9/48', '2001:db8:1::/48'],
    ['2001:db8::1/128', '2001:db8::1'],
    ['::', '::'],
    ['1::', '1::'],
    ['::/0', '::/0'],
    ['2001:db8::192.0.2.1', '2001:db8::c000:201'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107/120', '203.0.113.0/24'],
  ])('%s', (given, stored) => {
    expect(canonicalRange(given)).toBe(stored);
  });

  test.each([
    '',
    ' ',
    'localhost',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.07',
    '203.0.113.7/33',
    '203.0.113.7/-1',
    '203.0.113.7/08',
    '203.0.113.7/',
    '203.0.113.7/24/24',
    '203.0.113.7, 203.0.113.8',
    '2001:db8::/129',
    '2001:db8:::1',
    '1:2:3:4:5:6:7:8:9',
    'fe80::1%eth0',
    '٢.0.0.1',
  ])('and this is none: "%s"', (given) => {
    expect(canonicalRange(given)).toBeUndefined();
  });

  test('which is its own spelling, and has the address that it was made from', () => {
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6().filter((text) => !text.includes('.')),
    );
    fc.assert(
      fc.property(address, fc.nat(128), (given, length) => {
        const range = canonicalRange(`${given}/${given.includes(':') ? length : length % 33}`);
        expect(range).toBeDefined();
        expect(canonicalRange(range!)).toBe(range);
        expect(new AddressList([range!]).has(given)).toBe(true);
      }),
    );
  });
});

describe('a list', () => {
  test.each<[string[], string, boolean]>([
    [['203.0.113.0/24'], '203.0.113.255', true],
    [['203.0.113.0/24'], '203.0.114.0', false],
    [['203.0.113.7'], '203.0.113.7', true],
    [['203.0.113.7'], '203.0.113.8', false],
    [['203.0.113.7', '198.51.100.0/30'], '198.51.100.3', true],
    [['203.0.113.7'], '::ffff:203.0.113.7', true],
    [['203.0.113.7'], '::ffff:cb00:7107', true],
    [['203.0.113.7'], '::203.0.113.7', false],
    [['2001:db8::/48'], '2001:db8:0:ffff::1', true],
    [['2001:db8::/48'], '2001:db8:1::1', false],
    [['fe80::/10'], 'fe80::1%eth0', true],
    [['::/0'], '2001:db8::1', true],
    [['::/0'], '203.0.113.7', false],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['0.0.0.0/0'], '203.0.113.7', true],
    [['203.0.113.0/24'], '', false],
    [['203.0.113.0/24'], 'unknown', false],
    [['what nobody can read'], '203.0.113.7', false],
  ])('%j has %s: %s', (ranges, address, expected) => {
    expect(new AddressList(ranges).has(address)).toBe(expected);
  });
});
