import { PURPOSES } from '@codewire/contracts';
import { CODE_MARK, CompiledText, typicalValues, worstValues } from '@codewire/texts';

/**
 * @typedef {import('@codewire/contracts').Purpose} Purpose
 * @typedef {import('@codewire/contracts').Trailer} Trailer
 * @typedef {import('@codewire/texts').TextValues} TextValues
 * @typedef {{ readonly full: string, readonly short: string }} Forms
 * @typedef {{ text: string, encoding: string, units: number, segments: number }} GoldenText
 * @typedef {Record<Purpose, Record<string, { typical: GoldenText, longest: GoldenText }>>} Golden
 */

/** Digits of each length, so that nothing but a code can look like them. */
const DIGITS = { 6: '482913', 10: '0123456789' };

/** @type {Readonly<Record<string, { form: 'full' | 'short', trailer?: Trailer }>>} */
const KINDS = {
  full: { form: 'full' },
  short: { form: 'short' },
  short_app_hash: { form: 'short', trailer: { kind: 'app_hash', app_hash: 'FA+9qCX9VSu' } },
  // As long a host as every text has room for.
  short_host: { form: 'short', trailer: { kind: 'host', host: 'accounts.example.com' } },
};

/** What the shared template of a purpose may cost. @param {Purpose} purpose */
export const maxSegmentsOf = (purpose) => (purpose === 'payment' ? 2 : 1);

/**
 * Every message that the built-in texts of a language make, as the phone gets it: with typical values and with those that
 * make it longest.
 * @param {string} locale @param {Readonly<Record<Purpose, Forms>>} texts @returns {Golden}
 */
export function goldenOf(locale, texts) {
  const goldenOfPurpose = (/** @type {Purpose} */ purpose) =>
    Object.entries(KINDS).map(([kind, { form, trailer }]) => {
      const body = texts[purpose][form];
      const variables = /** @type {const} */ ([]);
      const question = { locale, purpose, body, shortBody: null, transliterates: false, variables };
      const text = new CompiledText(
        { ...question, versionId: 1, maxSegments: maxSegmentsOf(purpose) },
        { formats: locale },
      );
      const write = (/** @type {TextValues} */ values) => messageOf(text, { ...values, trailer });
      const longest = worstValues(question, 'full');
      return [kind, { typical: write(typicalValues(purpose, variables)), longest: write(longest) }];
    });
  return /** @type {Golden} */ (
    Object.fromEntries(PURPOSES.map((purpose) => [purpose, Object.fromEntries(goldenOfPurpose(purpose))]))
  );
}

/** @param {CompiledText} compiled @param {TextValues} values @returns {GoldenText} */
function messageOf(compiled, values) {
  const outcome = compiled.render(values);
  if (outcome.kind !== 'rendered') throw new Error(`cannot be sent: ${JSON.stringify(outcome)}`);
  const { body, encoding, units, segments } = outcome.text;
  const digits = values.codeLength === 6 ? DIGITS[6] : DIGITS[10];
  return { text: body.replaceAll(CODE_MARK, digits), encoding, units, segments };
}

/** As it stands in its file: a message and what it costs, for people to read. @param {Golden} golden */
export function printGolden(golden) {
  const shown = (/** @type {string} */ _, /** @type {any} */ value) =>
    typeof value?.text === 'string'
      ? { text: value.text, cost: `${value.encoding} ${value.units}, segments ${value.segments}` }
      : value;
  return `${JSON.stringify(golden, shown, 2)}\n`;
}
