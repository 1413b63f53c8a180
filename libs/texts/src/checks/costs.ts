import { LONGEST_MINUTES, TYPICAL_LONGEST_HOST, type Trailer } from '@codewire/contracts';
import { gsmReplacement, isGsm } from '@codewire/sms/encoding';
import { TYPE } from '@formatjs/icu-messageformat-parser';
import { CompiledText } from '../compiled-text.js';
import { longestValues } from '../sample-values.js';
import type { RenderedText, TextValues } from '../text.types.js';
import { UnusableTextError } from '../unusable-text-error.js';
import { named, type Remark } from './check.types.js';
import { everyElement, type Glyph } from './elements.js';
import { scriptsOfLanguage } from './scripts.js';
import type { WrittenForm } from './written-form.js';

/** More than a text of 1,000 characters can cost with ten values of 60. */
const ANY_SEGMENTS = 255;

const HOST = `${'w'.repeat(TYPICAL_LONGEST_HOST - 4)}.com`;
const TRAILERS: readonly Trailer[] = [
  { kind: 'app_hash', app_hash: 'AAAAAAAAAAA' },
  { kind: 'host', host: HOST },
];

export interface CostRules {
  readonly maxSegments: number;
  readonly transliterates: boolean;
}

/** What the form costs with the longest of everything, by the same code that writes messages, and what makes it so dear. */
export function checkCosts(form: WrittenForm, rules: CostRules): Remark[] {
  try {
    const longest = longestOf(form, rules);
    if (longest === undefined) return [];
    return [
      ...tooMany(longest.text, rules),
      ...noRoom(form, rules, longest.values),
      ...foreignCharacters(form, rules, longest.text),
    ];
  } catch (error) {
    // Other checks say why it cannot be written at all.
    if (error instanceof UnusableTextError) return [];
    throw error;
  }
}

function tooMany({ encoding, units, segments }: RenderedText, { maxSegments }: CostRules): Remark[] {
  return segments > maxSegments
    ? [{ code: 'too_many_segments', at: null, values: { encoding, units, segments, limit: maxSegments } }]
    : [];
}

/** Lines for autofill are added to the short form; without one the full form is sent, which may have no room at all. */
function noRoom(form: WrittenForm, rules: CostRules, values: TextValues): Remark[] {
  if (form.form === 'full') return [];
  const text = compile(form, rules, rules.maxSegments);
  return TRAILERS.filter((trailer) => text.render({ ...values, trailer }).kind === 'too_long').map(({ kind }) => ({
    code: 'no_room_for_trailer',
    at: null,
    values: { trailer: kind },
  }));
}

function compile({ written, locale, purpose, variables }: WrittenForm, { transliterates }: CostRules, most: number) {
  return new CompiledText(
    { versionId: 0, locale, purpose, body: written, shortBody: null, transliterates, maxSegments: most, variables },
    { formats: locale },
  );
}

export interface Longest {
  readonly text: RenderedText;
  readonly values: TextValues;
}

/** The values that make the form longest: by one value after the other, each in all the ways that its words can differ. */
export function longestOf(form: WrittenForm, rules: CostRules): Longest | undefined {
  const text = compile(form, rules, ANY_SEGMENTS);
  const write = (values: TextValues): Longest[] => {
    const outcome = text.render(values);
    return outcome.kind === 'rendered' ? [{ text: outcome.text, values }] : [];
  };
  let [longest] = write(longestValues(form.purpose, form.variables));
  for (const variants of variantsOf(form)) {
    if (longest === undefined) return undefined;
    longest = [longest, ...variants(longest.values).flatMap(write)].reduce((most, one) =>
      one.text.segments > most.text.segments ||
      (one.text.segments === most.text.segments && one.text.units > most.text.units)
        ? one
        : most,
    );
  }
  return longest;
}

type Variants = (values: TextValues) => TextValues[];

function variantsOf({ elements, variables }: WrittenForm): Variants[] {
  const minutes: Variants = (values) =>
    Array.from({ length: LONGEST_MINUTES }, (_, index) => ({ ...values, minutes: index + 1 }));
  const chosen = everyElement(elements);
  const declared = variables.map(({ name, type, max_length: longest }): Variants => {
    const keys = chosen.flatMap((element) =>
      (element.type === TYPE.plural || element.type === TYPE.select) && element.value === name
        ? Object.keys(element.options)
        : [],
    );
    if (keys.length === 0) return () => [];
    const candidates = type === 'text' ? keys : numbersFor(keys, longest);
    return (values) => candidates.map((value) => ({ ...values, variables: { ...values.variables, [name]: value } }));
  });
  return [minutes, ...declared];
}

/** One number of each plural form that any language has, and the exact ones. */
function numbersFor(keys: readonly string[], digits: number): number[] {
  const exact = keys.filter((key) => key.startsWith('=')).map((key) => Number(key.slice(1)));
  const usual = [0, 1, 2, 3, 5, 6, 8, 11, 20, 21, 22, 100, 101, 102, 111, 1_000_000];
  return [...usual, ...exact].filter((number) => Number.isSafeInteger(number) && String(number).length <= digits);
}

/**
 * Each character that makes the whole text UCS-2, with what could stand there, nothing where it has no stand-in. None in a
 * language that is not written in Latin letters (Russian, Thai), nor where the text goes out in GSM letters already.
 * `spared` are segments, with the longest of everything, if none of these characters stood there.
 */
function foreignCharacters(form: WrittenForm, rules: CostRules, asSent: RenderedText): Remark[] {
  if (asSent.encoding === 'GSM-7' || !scriptsOfLanguage(form.locale).includes('Latn')) return [];
  const places = new Map<string, { first: Glyph; times: number }>();
  for (const glyph of form.literals) {
    if (isGsm(glyph.character)) continue;
    const known = places.get(glyph.character);
    if (known === undefined) places.set(glyph.character, { first: glyph, times: 1 });
    else known.times += 1;
  }
  if (places.size === 0) return [];
  const spared = asSent.segments - (withoutForeign(form, rules)?.text.segments ?? asSent.segments);
  return [...places].map(([character, { first, times }]) => ({
    code: 'forces_ucs2',
    at: { start: first.start, end: first.end },
    values: { ...named(character), replacement: gsmReplacement(character) ?? '', times, spared },
  }));
}

/** The longest with a stand-in for each of these characters, or nothing in its place. */
function withoutForeign(form: WrittenForm, rules: CostRules): Longest | undefined {
  const dropped = form.literals.filter(({ character }) => hasNoStandIn(character));
  let written = form.written;
  for (const { start, end } of dropped.toReversed()) written = written.slice(0, start) + written.slice(end);
  return longestOf({ ...form, written }, { ...rules, transliterates: true });
}

const hasNoStandIn = (character: string) => !isGsm(character) && gsmReplacement(character) === undefined;
