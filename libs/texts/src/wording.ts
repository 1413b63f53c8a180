import { parse, TYPE, type MessageFormatElement, type PluralElement } from '@formatjs/icu-messageformat-parser';
import type { LanguageNumbers } from './language-numbers.js';
import { UnusableTextError } from './unusable-text-error.js';
import type { VariableType } from './variable-types.js';

/** Stands in a body where the digits will; they are put in at the submit and nowhere else. */
export const CODE_MARK = '{code}';

/** Values as they stand in the text, and the numbers among them to count by. */
export interface ReadyValues {
  readonly texts: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
}

interface Value {
  readonly kind: 'value';
  readonly name: string;
}

interface Numeral {
  readonly kind: 'numeral';
  readonly name: string;
  readonly offset: number;
}

interface Plural extends Branches {
  readonly kind: 'plural';
  readonly name: string;
  readonly offset: number;
  readonly type: Intl.PluralRuleType;
}

interface Select extends Branches {
  readonly kind: 'select';
  readonly name: string;
}

interface Branches {
  readonly options: ReadonlyMap<string, Pieces>;
  readonly other: Pieces;
}

/** Words stand for themselves. */
type Piece = string | Value | Numeral | Plural | Select;
type Pieces = readonly Piece[];

/**
 * One form of a text, ready to be written. Each value is put in once, where its name stands, and what it holds is never
 * looked at again.
 */
export class Wording {
  /** The names it uses, in whichever branch. */
  readonly names: ReadonlySet<string>;
  private readonly pieces: Pieces;

  /** Throws an UnusableTextError for what cannot be written, or would not hold the code exactly once. */
  constructor(
    icu: string,
    types: ReadonlyMap<string, VariableType>,
    private readonly numbers: LanguageNumbers,
  ) {
    const names = new Set<string>();
    this.pieces = toPieces(parseIcu(icu), { types, names });
    this.names = names;
    if (codesIn(this.pieces) !== 1) throw new UnusableTextError('does not hold {code} exactly once');
  }

  /** Needs a value for each of its names. */
  write(values: ReadyValues): string {
    return write(this.pieces, values, this.numbers);
  }
}

function parseIcu(icu: string): MessageFormatElement[] {
  try {
    return parse(icu, { ignoreTag: true });
  } catch {
    // The library's own words quote the text.
    throw new UnusableTextError('is no ICU MessageFormat');
  }
}

interface Reading {
  readonly types: ReadonlyMap<string, VariableType>;
  readonly names: Set<string>;
  /** The plural that `#` belongs to. */
  readonly counted?: PluralElement;
}

const toPieces = (elements: readonly MessageFormatElement[], reading: Reading): Pieces =>
  elements.map((element) => toPiece(element, reading));

function toPiece(element: MessageFormatElement, reading: Reading): Piece {
  switch (element.type) {
    case TYPE.literal:
      // Quoted, or closing nothing: braces around a value could make what looks like the place of the code.
      if (/[{}]/.test(element.value)) throw new UnusableTextError('holds a brace that is no place');
      return element.value;
    case TYPE.argument:
      return nameIn(element.value, reading) === 'code' ? CODE_MARK : { kind: 'value', name: element.value };
    case TYPE.pound:
      // The parser sees a `#` inside a plural only.
      return { kind: 'numeral', name: reading.counted!.value, offset: reading.counted!.offset };
    case TYPE.number:
      if (element.style) break;
      return { kind: 'numeral', name: nameOf('number', element.value, reading), offset: 0 };
    case TYPE.plural: {
      const { value, offset, pluralType: type = 'cardinal' } = element;
      const name = nameOf('number', value, reading);
      return { kind: 'plural', name, offset, type, ...branchesOf(element.options, { ...reading, counted: element }) };
    }
    case TYPE.select: {
      const name = nameOf('text', element.value, reading);
      return { kind: 'select', name, ...branchesOf(element.options, reading) };
    }
  }
  throw new UnusableTextError('formats a value in a way that texts do not have');
}

function nameIn(name: string, { types, names }: Reading): VariableType {
  const type = types.get(name);
  if (type === undefined) throw new UnusableTextError('asks for a value that no text is given');
  names.add(name);
  return type;
}

function nameOf(type: VariableType, name: string, reading: Reading): string {
  if (nameIn(name, reading) !== type) throw new UnusableTextError('counts or chooses by a value of another type');
  return name;
}

function branchesOf(options: Record<string, { value: MessageFormatElement[] }>, reading: Reading): Branches {
  const read = new Map(Object.entries(options).map(([key, { value }]) => [key, toPieces(value, reading)] as const));
  // The parser refuses a text without it.
  return { options: read, other: read.get('other')! };
}

/** How often the code stands in it; NaN when that depends on a value. */
function codesIn(pieces: Pieces): number {
  return pieces.reduce((codes, piece) => {
    if (piece === CODE_MARK) return codes + 1;
    if (typeof piece === 'string' || !('options' in piece)) return codes;
    const [inOne = NaN, ...others] = new Set([...piece.options.values()].map(codesIn));
    return codes + (others.length === 0 ? inOne : NaN);
  }, 0);
}

function write(pieces: Pieces, values: ReadyValues, numbers: LanguageNumbers): string {
  let text = '';
  for (const piece of pieces) {
    text += typeof piece === 'string' ? piece : writePlace(piece, values, numbers);
  }
  return text;
}

function writePlace(place: Exclude<Piece, string>, values: ReadyValues, numbers: LanguageNumbers): string {
  switch (place.kind) {
    case 'value':
      return given(values.texts, place.name);
    case 'numeral':
      return numbers.write(given(values.numbers, place.name) - place.offset);
    case 'select':
      return write(place.options.get(given(values.texts, place.name)) ?? place.other, values, numbers);
    case 'plural':
      return write(branchFor(place, given(values.numbers, place.name), numbers), values, numbers);
  }
}

/** An exact number goes before the language's form of it. */
function branchFor({ options, other, offset, type }: Plural, value: number, numbers: LanguageNumbers): Pieces {
  return options.get(`=${value}`) ?? options.get(numbers.categoryOf(value - offset, type)) ?? other;
}

/** Whoever asks has made sure that there is one. */
function given<Given>(values: ReadonlyMap<string, Given>, name: string): Given {
  const value = values.get(name);
  if (value === undefined) throw new RangeError(`no value for ${name}`);
  return value;
}
