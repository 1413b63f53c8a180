import { FINDING_CODES, PURPOSES } from '@codewire/contracts';
import { checkText, type CheckQuestion } from '@codewire/texts';
import { describe, expect, test } from 'vitest';
import { API_TEXTS } from '../i18n/api-text.loader.js';
import { BUILT_IN_LANGUAGES } from './built-in-texts.js';

const WITHOUT: Pick<CheckQuestion, 'transliterates' | 'variables'> = { transliterates: false, variables: [] };

describe('the checks that admins are held to let every built-in text pass', () => {
  test.each(Object.entries(BUILT_IN_LANGUAGES))('in %s', (locale, texts) => {
    const findings = PURPOSES.flatMap((purpose) => {
      const { full: body, short: shortBody } = texts[purpose];
      const source = { body: BUILT_IN_LANGUAGES['en']![purpose].full, shortBody: null };
      const maxSegments = purpose === 'payment' ? 2 : 1;
      const found = checkText({ ...WITHOUT, locale, purpose, body, shortBody, maxSegments, source });
      return found.map((finding) => ({ purpose, ...finding }));
    });
    // A letter that the spelling needs is no fault; where room is short the minutes or the brand went.
    const known = ['forces_ucs2', 'variables_differ'];
    expect(findings.filter(({ code }) => !known.includes(code))).toEqual([]);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

/** For each finding a text that has it. */
const FAULTY: readonly Partial<CheckQuestion>[] = [
  { body: '{' },
  { body: ' ' },
  { body: 'a'.repeat(1_001) },
  { body: `{code} {minutes, plural, ${Array.from({ length: 40 }, (_, n) => `=${n} {}`).join(' ')} other {}}` },
  { body: '1234 <b> {name} {brand, number} \t\u202e\u200b\ud800 аb evil.com' },
  { body: '{code}{code}' },
  { body: '{amount} {minutes, plural, few {}}', purpose: 'payment' },
  {
    body: `{code} ’ ${'a'.repeat(130)}`,
    shortBody: `{code} ${'a'.repeat(130)}`,
    source: { body: '{brand}', shortBody: null },
  },
];

test('the words of each finding name what the finding holds, and nothing that it lacks', () => {
  const question = { ...WITHOUT, locale: 'en', purpose: 'verification', shortBody: null, maxSegments: 1 } as const;
  const findings = FAULTY.flatMap((faulty) => checkText({ ...question, body: '', ...faulty }));
  expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual([...FINDING_CODES].sort());
  for (const { code, values } of findings) {
    // The place itself is quoted in some.
    const marks = [...API_TEXTS.en.findings[code].matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const mark of marks) expect(['code', ...Object.keys(values)], `${code}: {${mark}}`).toContain(mark);
  }
});
