import { describe, expect, test } from 'vitest';
import { isId, messageIdAt, messageTimeOf, newId, newMessageId, newRequestId, newVerificationId } from './ids.js';

describe('ids', () => {
  test('have their prefix and 22 characters of base62', () => {
    expect(newVerificationId()).toMatch(/^ver_[0-9A-Za-z]{22}$/);
    expect(newMessageId(Date.now())).toMatch(/^msg_[0-9A-Za-z]{22}$/);
    expect(newRequestId()).toMatch(/^req_[0-9A-Za-z]{22}$/);
    expect(newId('rcp')).toMatch(/^rcp_[0-9A-Za-z]{22}$/);
  });

  test('do not repeat, and every character is as likely as any other', () => {
    const ids = Array.from({ length: 20_000 }, newVerificationId);
    expect(new Set(ids).size).toBe(20_000);
    const counts = new Map<string, number>();
    for (const id of ids) for (const character of id.slice(4)) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(62);
    // 440,000 characters over 62: mean 7,097, standard deviation 84; six of those either way.
    expect(Math.min(...counts.values())).toBeGreaterThan(6_590);
    expect(Math.max(...counts.values())).toBeLessThan(7_600);
  });

  test('of messages sort by time, as bytes do', () => {
    const times = [0, 1, 61, 62, 3_843, 3_844, 1_764_000_000_000, 1_764_000_000_001, 4_102_444_800_000];
    const ids = times.map(newMessageId);
    const shuffled = [...ids].reverse();
    expect(shuffled.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))).toEqual(ids);
  });

  test('the bound of a millisecond lies below its messages and above those before', () => {
    const at = 1_764_000_000_000;
    expect(messageIdAt(at)).toMatch(/^msg_[0-9A-Za-z]{8}0{14}$/);
    expect(messageIdAt(at) <= newMessageId(at)).toBe(true);
    expect(newMessageId(at - 1) < messageIdAt(at)).toBe(true);
  });

  test.each([0, 1, 61, 62, 1_764_000_000_000, 4_102_444_800_000])('a message of %d ms says so', (ms) => {
    expect([newMessageId(ms), messageIdAt(ms)].map(messageTimeOf)).toEqual([ms, ms]);
  });

  test.each([
    ['ver', 'ver_0123456789abcdefABCDEF', true],
    ['ver', 'msg_0123456789abcdefABCDEF', false],
    ['ver', 'ver_0123456789abcdefABCDE', false],
    ['ver', 'ver_0123456789abcdefABCDEFG', false],
    ['ver', "ver_0123456789abcdefABCDE'", false],
    ['ver', 'ver_0123456789abcdefABCDEF\n', false],
    ['ver', '', false],
  ])('isId(%s, %j) is %s', (prefix, text, expected) => {
    expect(isId(prefix, text)).toBe(expected);
  });
});
