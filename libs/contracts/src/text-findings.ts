import { z } from 'zod';

/** The two wordings of a text. `short`: used when a line for autofill is added, or the full one would cost too much. */
export const TEXT_FORMS = ['full', 'short'] as const;
export const TextForm = z.enum(TEXT_FORMS);
export type TextForm = z.infer<typeof TextForm>;

/** What a check can say of a text. */
export const FINDINGS = {
  /** Not ICU MessageFormat. */
  icu_syntax: 'error',
  empty: 'error',
  too_long: 'error',
  /** Each is looked at by itself, and so many nobody reads. */
  too_many_branches: 'error',
  code_missing: 'error',
  code_repeated: 'error',
  /** Four digits or more in a row: a phone may take them for the code. */
  digit_run: 'error',
  /** A letter or another place right beside the code: a phone does not see where it begins. */
  code_glued: 'error',
  variable_unknown: 'error',
  /** A payment names its amount and its payee. */
  variable_missing: 'error',
  /** Counted, chosen by or formatted in a way that its type does not have. */
  variable_mistyped: 'error',
  /** `<b>`: an SMS has none. */
  markup: 'error',
  /** A form of the language's plural has no words. */
  plural_missing: 'error',
  /** A form that the language does not have. */
  plural_unknown: 'warning',
  /** With the longest of everything it costs more than the template allows. */
  too_many_segments: 'error',
  /** Too long for the line that it is there for. */
  no_room_for_trailer: 'error',
  bidi_control: 'error',
  zero_width: 'error',
  control_character: 'error',
  lone_surrogate: 'error',
  /** Letters of several scripts in one word. */
  mixed_script: 'error',
  /** Looks like a letter of the script around it, and is none. */
  confusable: 'error',
  link: 'error',
  /** One character that makes the whole text UCS-2, with what could stand there. */
  forces_ucs2: 'warning',
  /** Other variables than the source has. */
  variables_differ: 'warning',
  /** No short form: with a line for autofill the full one is sent. */
  no_short_form: 'warning',
} as const satisfies Record<string, 'error' | 'warning'>;
export type FindingCode = keyof typeof FINDINGS;
export const FINDING_CODES = Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]];

export const Finding = z
  .object({
    code: z.enum(FINDING_CODES),
    severity: z.enum(['error', 'warning']),
    form: TextForm,
    start: z.int().nullable().describe('Where in the form as it is written, in UTF-16 units; null: the whole'),
    end: z.int().nullable(),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('What the words name: `character`, `replacement`, `name`, `forms`, `segments`, `limit` and the like'),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

/** A finding in the reader's language. */
export const ToldFinding = Finding.extend({ message: z.string() }).meta({ id: 'ToldFinding' });
export type ToldFinding = z.infer<typeof ToldFinding>;
