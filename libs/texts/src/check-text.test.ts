import { FINDING_CODES, FINDINGS, type Finding, type FindingCode } from '@codewire/contracts';
import { describe, expect, test } from 'vitest';
import { checkText, type CheckQuestion } from './check-text.js';

const QUESTION: CheckQuestion = {
  locale: 'en',
  purpose: 'verification',
  body: 'Code: {code}',
  shortBody: 'Code: {code}',
  transliterates: false,
  variables: [
    { name: 'shop', type: 'text', max_length: 12 },
    { name: 'items', type: 'number', max_length: 2 },
    { name: 'order', type: 'number', max_length: 5 },
  ],
  maxSegments: 1,
};

const check = (question: Partial<CheckQuestion>) => checkText({ ...QUESTION, ...question });

/** What a body alone is told, each finding with the words that an editor would underline. */
function told(body: string, question: Partial<CheckQuestion> = {}): [code: FindingCode, underlined: string | null][] {
  return check({ ...question, body })
    .filter(({ form }) => form === 'full')
    .map(({ code, start, end }) => [code, start === null ? null : body.slice(start, end ?? undefined)]);
}

const PAYMENT = { purpose: 'payment', shortBody: '{code}: {amount}, {payee}' } as const;
const LONG = 'It is valid for a while, and it would be good if nobody but you came to know of it. ';

/** One text for each finding, with what is underlined. */
const FAULTS: readonly [
  code: FindingCode,
  body: string,
  underlined: string | null,
  question?: Partial<CheckQuestion>,
][] = [
  ['icu_syntax', 'Code: {code', '{code'],
  ['icu_syntax', 'Code: {code}}', '}'],
  ['icu_syntax', "Code: {code} '{brand}'", '{'],
  ['empty', ' \n ', null],
  ['too_long', `{code} ${'a'.repeat(1_000)}`, null],
  [
    'too_many_branches',
    `{code} {shop, select, ${'abcdefghijklmnopqrstuvwxyzäöüß'.split('').join('{}')}{} other {}}`,
    null,
  ],
  ['code_missing', 'Your {brand} code.', null],
  ['code_missing', 'A {items, plural, one {{code}} other {b}}', '{items, plural, one {{code}} other {b}}'],
  ['code_repeated', '{code}, again: {code}', '{code}'],
  ['digit_run', 'Call 12345, code {code}', '12345'],
  ['code_glued', 'Code{code}', 'e{code}'],
  ['variable_unknown', '{code} {brnad}', '{brnad}'],
  ['variable_unknown', '{code} {amount}', '{amount}'],
  ['variable_missing', '{code}: {amount}', null, PAYMENT],
  ['variable_missing', '{code}: {amount} {shop, select, a {{payee}} other {}}', null, PAYMENT],
  ['variable_mistyped', '{code} {brand, plural, one {a} other {b}}', '{brand, plural, one {a} other {b}}'],
  ['variable_mistyped', '{code, number}', '{code, number}'],
  ['variable_mistyped', '{code} {minutes, date}', '{minutes, date}'],
  ['variable_mistyped', '{code} {minutes, number, ::compact-short}', '{minutes, number, ::compact-short}'],
  ['variable_mistyped', '{code} {minutes, select, other {}}', '{minutes, select, other {}}'],
  ['variable_mistyped', '{code} {shop, select, a {b}}', '{shop, select, a {b}}'],
  ['markup', 'Code: <b>{code}</b>', '<b>'],
  ['plural_missing', '{code} {minutes, plural, other {#}}', '{minutes, plural, other {#}}'],
  ['plural_missing', '{code} {minutes, plural, one {#}}', '{minutes, plural, one {#}}'],
  ['plural_missing', '{code} {minutes, plural, =1 {a} other {#}}', '{minutes, plural, =1 {a} other {#}}'],
  [
    'plural_unknown',
    '{code} {minutes, plural, one {#} few {#} other {#}}',
    '{minutes, plural, one {#} few {#} other {#}}',
  ],
  ['too_many_segments', `Your {brand} code is {code}. ${LONG.repeat(2)}`, null],
  ['bidi_control', 'Code: {code}\u202e', '\u202e'],
  ['zero_width', 'Co\u200bde: {code}', '\u200b'],
  ['control_character', 'Code:\t{code}', '\t'],
  ['lone_surrogate', 'Code: {code} \ud83d', '\ud83d'],
  ['mixed_script', 'Your Cоde: {code}', 'Cоde'],
  ['confusable', 'Your соре: {code}', 'соре'],
  ['link', '{code} or go to evil.com', 'evil.com'],
  ['forces_ucs2', 'Don’t share {code}', '’'],
  ['variables_differ', '{code}', null, { source: { body: '{brand}: {code}', shortBody: null } }],
];

describe('each fault is found where it is written', () => {
  test.each(FAULTS)('%s in %j', (code, body, underlined, question = {}) => {
    expect(told(body, question)).toContainEqual([code, underlined]);
  });

  test('those of the short form too', () => {
    expect(check({ shortBody: null })).toEqual([
      { code: 'no_short_form', severity: 'warning', form: 'short', start: null, end: null, values: {} },
    ]);
    expect(check({ shortBody: '{brand}' })).toMatchObject([{ code: 'code_missing', form: 'short' }]);
    expect(check({ shortBody: `{code}: ${LONG.repeat(2)}`, maxSegments: 2 })).toMatchObject([
      { code: 'no_room_for_trailer', form: 'short', values: { trailer: 'app_hash' } },
    ]);
  });

  test('there is one here for every finding', () => {
    const elsewhere: FindingCode[] = ['no_short_form', 'no_room_for_trailer'];
    expect([...new Set([...FAULTS.map(([code]) => code), ...elsewhere])].sort()).toEqual([...FINDING_CODES].sort());
  });

  test('each says what it is: an error or a warning', () => {
    for (const [code, body, , question = {}] of FAULTS) {
      const found = check({ ...question, body }).find((finding) => finding.code === code);
      expect(found?.severity).toBe(FINDINGS[code]);
    }
  });
});

test.each([
  [
    'a text with everything',
    'Your {brand} code is {code}. It is valid for {minutes, plural, one {# minute} other {# minutes}}.',
  ],
  ['quoted apostrophes', "It''s {code}, don't share it"],
  ['numbers of three digits', 'Call 112 or 911. Code: {code}'],
  ['a choice of words', '{shop, select, acme {Acme} other {Our}} code: {code}'],
  ['the code in each branch', '{items, plural, one {{code} for # item} other {{code} for # items}}'],
  ['an offset', 'Code {code} {minutes, plural, offset:1 =1 {now} one {# more} other {# more}}'],
  ['an ordinal', 'Code {code}, your {items, selectordinal, one {#st} two {#nd} few {#rd} other {#th}}'],
  ['a plain number', 'Code {code} for {items, number} items'],
  ['lines', 'Code: {code}\n\nDo not share it'],
  ['signs that mean less and more', 'Code: {code} < 5 min, > 1 min'],
])('nothing is said of %s', (_name, body) => {
  expect(told(body)).toEqual([]);
});

test('a payment that names amount and payee in every branch has what it must have', () => {
  const body = '{code}: {shop, select, a {{amount} to {payee}} other {{payee}, {amount}}}';
  expect(told(body, { ...PAYMENT, maxSegments: 2 })).toEqual([]);
});

test('ordinals are asked for the forms that ordinals have', () => {
  expect(check({ body: '{code} {items, selectordinal, one {#st} other {#th}}' })).toMatchObject([
    { code: 'plural_missing', values: { name: 'items', forms: 'two, few' } },
  ]);
});

test('a text in a language with six forms is told which of them it lacks', () => {
  const body = 'رمز {code} {minutes, plural, one {دقيقة} two {دقيقتين} other {# دقيقة}}';
  expect(check({ locale: 'ar', body }).map(({ code, values }) => [code, values['forms']])).toEqual([
    ['plural_missing', 'zero, few, many'],
  ]);
});

describe('places are those of the form as it is written', () => {
  test('behind apostrophes that quote, and inside of branches', () => {
    const body = "it''s {minutes, plural, one {# '#' \u202e} other {12345}} {code}";
    expect(told(body)).toContainEqual(['bidi_control', '\u202e']);
    expect(told(body)).toContainEqual(['digit_run', '12345']);
  });

  test('behind characters of two units', () => {
    expect(told('😀😀 {code} 12345')).toContainEqual(['digit_run', '12345']);
  });

  test('in the order in which they stand, and each of them once', () => {
    const body = 'evil.com {code} {items, plural, one {a} other {b}} 12345 <b>';
    expect(told(body).map(([code]) => code)).toEqual(['link', 'digit_run', 'markup']);
  });
});

test('a character that cannot be seen is named by its number', () => {
  expect(check({ body: 'Code:\u00ad{code}' })[0]?.values).toEqual({ character: '\u00ad', code_point: 'U+00AD' });
});

test('what a finding says holds no word of the parser, which repeats the text', () => {
  const [finding] = check({ body: 'secret words {code, secret}' });
  expect(finding).toEqual({
    code: 'icu_syntax',
    severity: 'error',
    form: 'full',
    start: 20,
    end: 26,
    values: {},
  } satisfies Finding);
});

test('twenty of a kind are enough', () => {
  expect(check({ body: `{code}${'\u202e'.repeat(500)}` }).filter(({ code }) => code === 'bidi_control')).toHaveLength(
    20,
  );
});
