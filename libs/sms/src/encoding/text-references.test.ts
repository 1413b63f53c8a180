import { expect, test } from 'vitest';
import { TextReferences } from './text-references.js';
import { encodeText } from './text.js';
import { stripUdh } from './user-data-header.js';

const TWO_PARTS = 'a'.repeat(161);

function referencesOf(count: number, references: TextReferences, number: string): number[] {
  return Array.from({ length: count }, () => {
    const { parts } = encodeText(TWO_PARTS, { nextReference: () => references.next(number) });
    const [first, second] = parts.map(({ payload }) => stripUdh(payload).concatenation?.reference);
    expect(second).toBe(first);
    return first ?? -1;
  });
}

test('of 300 long texts to one number no 255 in a row repeat a reference', () => {
  const seen = referencesOf(300, new TextReferences(), '12125551212');
  for (let start = 0; start + 255 <= seen.length; start++) {
    expect(new Set(seen.slice(start, start + 255)).size).toBe(255);
  }
});

test('what is sent to others in between uses up no reference', () => {
  const references = new TextReferences();
  const seen = Array.from({ length: 255 }, (_, round) => {
    for (let other = 0; other < 20; other++) references.next(`4930${round}${other}`);
    return references.next('12125551212') & 0xff;
  });
  expect(new Set(seen).size).toBe(255);
});

test('each number’s count begins anywhere', () => {
  const draws = [0.25, 0.75];
  const references = new TextReferences({ random: () => draws.shift() ?? 0 });
  expect([references.next('1'), references.next('2'), references.next('1')]).toEqual([0x4001, 0xc001, 0x4002]);
});

test('after the last comes zero', () => {
  const references = new TextReferences({ random: () => 0xfffe / 0x10000 });
  expect([references.next('1'), references.next('1')]).toEqual([0xffff, 0]);
});

test('a short text uses up none', () => {
  let asked = 0;
  encodeText('a'.repeat(160), { nextReference: () => asked++ });
  encodeText(TWO_PARTS, { nextReference: () => asked++, longTexts: 'message_payload' });
  expect(asked).toBe(0);
});

test('memory is bounded: the number without a long text for the longest time is forgotten first', () => {
  let draws = 0;
  const references = new TextReferences({ numbers: 2, random: () => ++draws / 1_000 });
  references.next('1');
  references.next('2');
  references.next('1');
  references.next('3');
  const before = draws;
  references.next('1');
  references.next('3');
  expect(draws).toBe(before);
  references.next('2');
  expect(draws).toBe(before + 1);
});
