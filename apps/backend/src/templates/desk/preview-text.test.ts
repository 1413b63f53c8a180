import fc from 'fast-check';
import { sizeText } from '@codewire/sms/encoding';
import { CompiledText, type TextSource, type TextValues } from '@codewire/texts';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../platform/app-error.js';
import { readOutcome } from '../render-outcome.js';
import { priceOfSegments, toRenderedPreview, writeText } from './preview-text.js';

const SOURCE: TextSource = {
  versionId: 7,
  locale: 'en',
  purpose: 'login',
  body: '{brand} code: {code}. Do not share it.',
  shortBody: 'Code: {code}',
  transliterates: false,
  maxSegments: 1,
  variables: [],
};
const VALUES: TextValues = { brand: 'Acme', minutes: 5, codeLength: 6 };

function preview(change: Partial<TextSource> = {}, more: Partial<TextValues> = {}) {
  const source = { ...SOURCE, ...change };
  const values = { ...VALUES, ...more };
  const render = (given: TextValues) => readOutcome(new CompiledText(source, { formats: 'en' }).render(given));
  return toRenderedPreview(writeText(render, values, { source, formats: 'en' }), values);
}

describe('a preview', () => {
  test('shows the whole text with digits of the length of a code, always the same', () => {
    expect(preview()).toEqual({
      form: 'full',
      text: 'Acme code: 482913. Do not share it.',
      encoding: 'GSM-7',
      units: 35,
      units_left: 125,
      segments: 1,
      is_too_long: false,
    });
    expect(preview({}, { codeLength: 10 }).text).toBe('Acme code: 4829136057. Do not share it.');
  });

  test('has the digits in the line that binds them to a host too', () => {
    const { text, form } = preview({}, { trailer: { kind: 'host', host: 'acme.com', embedded_host: 'pay.com' } });
    expect({ text, form }).toEqual({ text: 'Code: 482913\n@acme.com #482913 @pay.com', form: 'short' });
  });

  test('tells the room that a line for an app leaves, in either encoding', () => {
    const trailer = { kind: 'app_hash', app_hash: 'AAAAAAAAAAA' } as const;
    expect(preview({}, { trailer })).toMatchObject({ units: 24, units_left: 116 });
    expect(preview({ shortBody: 'Код: {code}' }, { trailer })).toMatchObject({ units: 23, units_left: 47 });
  });

  test('shows what is too long to be sent, whole, and says so', () => {
    const long = `${'Ж'.repeat(70)} {code}`;
    expect(preview({ body: long, shortBody: null })).toMatchObject({
      form: 'full',
      text: `${'Ж'.repeat(70)} 482913`,
      units: 77,
      units_left: 57,
      segments: 2,
      is_too_long: true,
    });
    const trailer = { kind: 'host', host: 'acme.com' } as const;
    expect(preview({ shortBody: long }, { trailer })).toMatchObject({
      form: 'short',
      text: `${'Ж'.repeat(70)} 482913\n@acme.com #482913`,
      segments: 2,
      is_too_long: true,
    });
    const hash = { kind: 'app_hash', app_hash: 'AAAAAAAAAAA' } as const;
    expect(preview({ shortBody: null, body: `${'x'.repeat(130)} {code}` }, { trailer: hash })).toMatchObject({
      form: 'full',
      text: `${'x'.repeat(130)} 482913\nAAAAAAAAAAA`,
      units_left: 0,
      segments: 1,
      is_too_long: true,
    });
  });

  test('is refused for values that a start would be refused for', () => {
    expect(() => preview({}, { payee: 'Acme' })).toThrow(AppError);
  });

  test('tells as many letters as can follow before one more segment is paid', () => {
    const bodies = fc.string({ unit: fc.constantFrom('a', 'Ж', '€', '😀', ' '), maxLength: 400 });
    fc.assert(
      fc.property(bodies, (words) => {
        const shown = preview({ body: `${words} {code}`, shortBody: null, maxSegments: 10 });
        const segmentsWith = (more: number) => sizeText(shown.text + 'a'.repeat(more)).segments;
        expect([segmentsWith(shown.units_left), segmentsWith(shown.units_left + 1)]).toEqual([
          shown.segments,
          shown.segments + 1,
        ]);
      }),
      { numRuns: 50 },
    );
  });
});

test.each([
  ['0.075', 1, '0.075'],
  ['0.075', 2, '0.15'],
  ['0.1', 3, '0.3'],
  ['0.07', 3, '0.21'],
  ['7', 3, '21'],
  ['0.5', 2, '1'],
  ['0', 2, '0'],
  ['0.000001', 255, '0.000255'],
  ['999999.999999', 255, '254999999.999745'],
])('%s for each of %i segments is %s, to the last digit', (price, segments, total) => {
  expect(priceOfSegments(price, segments)).toBe(total);
});
