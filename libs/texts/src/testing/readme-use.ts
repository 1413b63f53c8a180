import { CODE_MARK, CompiledText, checkText, typicalValues } from '../index.js';

const text = {
  locale: 'de',
  purpose: 'verification',
  body: '{brand}: Ihr Code ist {code}. Er gilt {minutes, plural, one {# Minute} other {# Minuten}}.',
  shortBody: 'Ihr Code ist {code}.',
  transliterates: false,
  maxSegments: 1,
  variables: [],
} as const;

/** What is wrong with the text, or the message that a phone gets: once as it is, once with a line that fills it in. */
export function messages(code: string): string[] {
  const errors = checkText(text).filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return errors.map((error) => error.code);
  // Parsed once; of amounts and numbers the second says how they are written.
  const compiled = new CompiledText({ ...text, versionId: 1 }, { formats: 'de' });
  const values = { ...typicalValues(text.purpose, text.variables), codeLength: code.length };
  const trailer = { kind: 'host', host: 'example.com' } as const;
  return [compiled.render(values), compiled.render({ ...values, trailer })].map((outcome) =>
    outcome.kind === 'rendered' ? outcome.text.body.replaceAll(CODE_MARK, code) : outcome.kind,
  );
}
