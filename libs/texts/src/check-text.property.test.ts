import { LONGEST_BODY, PURPOSES } from '@codewire/contracts';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkText, type CheckQuestion } from './check-text.js';
import { MOST_BRANCHES, readForm } from './checks/written-form.js';

const check = (body: string, about: Partial<CheckQuestion>) =>
  checkText({
    locale: 'en',
    purpose: 'verification',
    body,
    shortBody: null,
    transliterates: true,
    variables: [
      { name: 'shop', type: 'text', max_length: 5 },
      { name: 'items', type: 'number', max_length: 3 },
    ],
    maxSegments: 1,
    source: { body: '{brand} {code}', shortBody: null },
    ...about,
  });

const FORM = {
  form: 'full',
  locale: 'en',
  purpose: 'verification',
  transliterates: true,
  variables: [{ name: 'shop', type: 'text', max_length: 5 }],
} as const;

/** What trips readers of ICU, and what checks look at; between blanks. */
const PIECES = (
  "{ } ' '' # <b> . co @ : / 123 а ს 認 か ক্ \u200d \u202e {code} {minutes} {brand} \ud800 😀 ş __proto__ {constructor} " +
  '{items,plural,one{ {shop,select,a{ }other{ offset:1 =1{ {minutes,selectordinal,one{ ,number :: {toString,select,other{'
)
  .split(' ')
  .concat(' ', '\n');

test('whatever the words are, nothing is thrown and each finding points into them', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
    // Halves of pairs among them.
    fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  );
  const question = fc.record({
    locale: fc.constantFrom('en', 'ar', 'ja', 'sr-Latn'),
    purpose: fc.constantFrom(...PURPOSES),
  });
  fc.assert(
    fc.property(words, question, (body, about) => {
      for (const { start, end } of check(body, { ...about, shortBody: body })) {
        expect(start === null).toBe(end === null);
        if (start === null || end === null) continue;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(end).toBeGreaterThanOrEqual(start);
        expect(end).toBeLessThanOrEqual(body.length);
      }
    }),
  );
});

describe('the worst of words cost steps by their length alone', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Characters that any pattern was tried on; a pattern that repeats is only ever given a name or a value. */
  function stepsFor(body: string): number {
    let steps = 0;
    const original = RegExp.prototype.test;
    vi.spyOn(RegExp.prototype, 'test').mockImplementation(function (this: RegExp, text: string) {
      steps += text.length;
      if (this.source.includes('+') || this.source.includes('*')) expect(text.length).toBeLessThanOrEqual(64);
      return original.call(this, text);
    });
    check(body, {});
    vi.restoreAllMocks();
    return steps;
  }

  test.each([
    ['letters', 'a'],
    ['letters of two scripts', 'aб'],
    ['digits', '1'],
    ['dots', 'a.'],
    ['hosts', 'co.uk.'],
    ['addresses', '1.1.1.'],
    ['e-mail', 'a@'],
    ['colons', 'http:'],
    ['brackets', 'a[.'],
    ['angles', '<a'],
    ['apostrophes', "'"],
    ['joiners', 'क्\u200d'],
    ['direction', '\u202e'],
    ['lines', '\n'],
    ['letters of many scripts', 'aбγקเ認か한'],
    ['choices one after the other', '{items,plural,one{}other{1}}'],
  ])('%s', (_name, unit) => {
    const of = (length: number) => unit.repeat(Math.floor(length / unit.length));
    const [half, whole] = [stepsFor(of(LONGEST_BODY / 2)), stepsFor(of(LONGEST_BODY))];
    expect(whole).toBeLessThanOrEqual(half * 2.5);
    expect(whole).toBeLessThanOrEqual(LONGEST_BODY * 250);
  });

  const choice = (ways: number) =>
    `{shop, select, ${Array.from({ length: ways - 1 }, (_, index) => `${index.toString(36)}{}`).join('')}other{}}`;
  const worst = ['д', 'aа ', 'a.b.', 'é ', 'aаbвcс', 'x@', 'a', '1'];

  test.each(worst)('a choice of as many ways as may be, beside as much as fits of %j', (unit) => {
    const head = `{code} ${choice(MOST_BRANCHES)}`;
    const body = head + unit.repeat((LONGEST_BODY - head.length) / unit.length);
    const { visited, found } = readingOf(body);
    // Of a stretch without a blank each way is a new one.
    expect(visited).toBeLessThanOrEqual(unit.endsWith(' ') ? LONGEST_BODY * 2 : LONGEST_BODY * MOST_BRANCHES);
    expect(stepsFor(body)).toBeLessThanOrEqual(LONGEST_BODY * 250);
    expect(found).toBeLessThanOrEqual(20 * 4);
  });

  test.each(worst)('of more ways nothing is read, beside %j', (unit) => {
    const body = `{code} ${choice(MOST_BRANCHES + 1)}${unit.repeat(100)}`;
    expect(check(body, {}).map(({ code }) => code)).toContain('too_many_branches');
    expect(readForm({ ...FORM, written: body })).toEqual({ branches: MOST_BRANCHES + 1 });
  });

  /** Characters that are looked at one by one, and what is found. */
  function readingOf(written: string) {
    const reading = readForm({ ...FORM, written });
    if (!('read' in reading)) throw new Error(JSON.stringify(reading));
    return { visited: reading.read.stretches.flat().length, found: check(written, {}).length };
  }

  test('beyond what a body may have nothing is read', () => {
    expect(stepsFor('a'.repeat(1_000_000))).toBe(0);
  });
});
