import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { i18nModule } from './i18n.module.js';
import { LANGUAGES } from './languages.js';
import { TEXT_FROM_FILES } from './problem.js';
import { ProblemText } from './problem-text.js';

let context: INestApplicationContext;
let text: ProblemText;

beforeAll(async () => {
  class TestModule {}
  const module = { module: TestModule, imports: [i18nModule()], providers: [ProblemText] };
  context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  text = context.get(ProblemText);
});
afterAll(() => context.close());

describe('a refusal in words', () => {
  test('names its arguments', () => {
    expect(text.problem('limit.sends', { limit: 5, minutes: 10, seconds: 480 }, 'en')).toEqual({
      title: 'Too many sends',
      detail: 'This number has had its 5 messages within 10 minutes.',
      remedy: 'Wait 480 seconds.',
    });
  });

  test('translates an argument that is a word of ours', () => {
    expect(text.problem('verification.ended', { status: 'cancelled' }, 'de').detail).toBe(
      'Diese Verifizierung ist beendet: abgebrochen.',
    );
    expect(text.problem('number.not_allowed', { reason: 'toll free' }, 'es').detail).toBe(
      'Los números de este tipo no admiten códigos: gratuito.',
    );
  });

  test('leaves any other argument as it is', () => {
    expect(text.problem('number.not_allowed', { reason: 'moon phone' }, 'en').detail).toBe(
      'Numbers of this kind take no codes: moon phone.',
    );
  });

  test('reads no marks in an argument', () => {
    const problems = 'x{limit}: $t(problems.service.internal.title) {{7*7}}';
    expect(text.problem('request.invalid', { problems, limit: 9 }, 'en').detail).toBe(
      'The request does not fit its contract: x{limit}: $t(problems.service.internal.title) {{7*7}}.',
    );
  });

  test('does not take words from the prototype of an object', () => {
    expect(text.problem('number.invalid', { reason: 'constructor' }, 'en').detail).toBe(
      'This is not a phone number: constructor.',
    );
  });

  test.each(LANGUAGES)('is read from the file of %s, and an argument that no file knows stays as it is', (language) => {
    for (const reason of ['premium', 'moon phone']) {
      const words = text.problem('number.not_allowed', { reason }, language);
      expect(words).toEqual(TEXT_FROM_FILES.problem('number.not_allowed', { reason }, language));
      expect(words.detail.includes(reason)).toBe(reason === 'moon phone' || language === 'en');
    }
  });

  test('of a field says what is wrong with it', () => {
    expect(text.field({ field: 'language', reason: 'too_long', values: { limit: 64 } }, 'de')).toBe(
      'darf höchstens 64 Zeichen haben',
    );
  });
});

describe('a finding in words', () => {
  const finding = {
    code: 'plural_missing',
    severity: 'error',
    form: 'short',
    start: 3,
    end: 9,
    values: { name: 'pending', forms: 'few' },
  } as const;

  test('is in the language of its reader, and what its values name is not', () => {
    expect(text.finding(finding, 'de')).toEqual({
      ...finding,
      message: 'Dem Plural von „pending“ fehlen Formen, die die Sprache hat: few.',
    });
  });

  test('of one of several texts says which', () => {
    const values = { ...finding.values, locale: 'ru' };
    expect(text.finding({ ...finding, values }, 'en').message).toMatch(/^ru: The plural/);
  });

  test('leaves the place of the code as it is written', () => {
    expect(text.finding({ ...finding, code: 'code_missing', values: {} }, 'en').message).toContain('{code}');
  });
});
