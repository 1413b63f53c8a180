import { parse, TYPE, type MessageFormatElement, type PluralElement } from '@formatjs/icu-messageformat-parser';
import type { LanguageNumbers } from './language-numbers.js';
import { UnusableTextError } from './unusable-text-error.js';
import type { VariableType } from './variable-types.js';

/** Stands in a body where the digits will; they are put in at the submit and nowhere else. */
export const CODE_MARK = '{code}';

/** Values as they stand in the text, and the numbers among them to count. */
export interface ReadyValues {
  readonly texts: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
}

type Piece =
  | string
  | { readonly kind: 'value'; readonly name: string }
  | { readonly kind: 'number'; readonly name: string; readonly offset: number }
  | {
      readonly kind: 'plural';
      readonly name: string;
      readonly offset: number;
      readonly type: Intl.PluralRuleType;
      readonly options: ReadonlyMap<string, Pieces>;
      readonly other: Pieces;
    }
  | {
      readonly kind: 'select';
      readonly name: string;
      readonly options: ReadonlyMap<string, Pieces>;
      readonly other: Pieces;
    };
type Pieces = readonly Piece[];

/** The tree of a wording with the places of its elements. Throws an UnusableTextError for what is no ICU MessageFormat. */
export function parseWording(wording: string): MessageFormatElement[] {
  try {
    return parse(wording, { ignoreTag: true, captureLocation: true });
  } catch {
    // The library's own words quote the text.
    throw new UnusableTextError('is no ICU MessageFormat');
  }
}

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
    wording: string,
    types: ReadonlyMap<string, VariableType>,
    private readonly numbers: LanguageNumbers,
  ) {
    const names = new Set<string>();
    this.pieces = toPieces(parseWording(wording), { types, names });
    this.names = names;
    if (codesIn(this.pieces) !== 1) throw new UnusableTextError('does not hold {code} exactly once');
  }

  write(values: ReadyValues): string {
    return write(this.pieces, values, this.numbers);
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
      // Quoted, or closing nothing: braces beside a value could make what looks like the place of the code.
      if (/[{}]/.test(element.value)) throw new UnusableTextError('holds a brace that is no place');
      return element.value;
    case TYPE.pound:
      if (reading.counted === undefined) throw new UnusableTextError('is no ICU MessageFormat');
      return { kind: 'number', name: reading.counted.value, offset: reading.counted.offset };
    case TYPE.argument:
      if (nameIn(element.value, reading) === 'code') return CODE_MARK;
      return { kind: 'value', name: element.value };
    case TYPE.number:
      if (element.style) throw new UnusableTextError('formats a value in a way that texts do not have');
      mustBe('number', element.value, reading);
      return { kind: 'number', name: element.value, offset: 0 };
    case TYPE.plural: {
      mustBe('number', element.value, reading);
      const options = optionsOf(element.options, { ...reading, counted: element });
      const { value: name, offset, pluralType: type = 'cardinal' } = element;
      return { kind: 'plural', name, offset, type, ...options };
    }
    case TYPE.select:
      mustBe('text', element.value, reading);
      return { kind: 'select', name: element.value, ...optionsOf(element.options, reading) };
    default:
      throw new UnusableTextError('formats a value in a way that texts do not have');
  }
}

function nameIn(name: string, { types, names }: Reading): VariableType {
  const type = types.get(name);
  if (type === undefined) throw new UnusableTextError('asks for a value that no text is given');
  names.add(name);
  return type;
}

function mustBe(type: VariableType, name: string, reading: Reading): void {
  if (nameIn(name, reading) !== type) throw new UnusableTextError('counts or chooses by a value of another type');
}

function optionsOf(options: Record<string, { value: MessageFormatElement[] }>, reading: Reading) {
  const read = new Map(Object.entries(options).map(([key, { value }]) => [key, toPieces(value, reading)] as const));
  const other = read.get('other');
  if (other === undefined) throw new UnusableTextError('is no ICU MessageFormat');
  return { options: read, other };
}

/** How often the code stands in it; NaN when that depends on a value. */
function codesIn(pieces: Pieces): number {
  let codes = 0;
  for (const piece of pieces) {
    if (piece === CODE_MARK) codes += 1;
    else if (typeof piece === 'object' && 'options' in piece) {
      const counts = new Set([...piece.options.values()].map(codesIn));
      codes += counts.size === 1 ? [...counts][0]! : NaN;
    }
  }
  return codes;
}

function write(pieces: Pieces, values: ReadyValues, numbers: LanguageNumbers): string {
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') text += piece;
    else if (piece.kind === 'value') text += values.texts.get(piece.name)!;
    else if (piece.kind === 'number') text += numbers.write(values.numbers.get(piece.name)! - piece.offset);
    else if (piece.kind === 'select')
      text += write(piece.options.get(values.texts.get(piece.name)!) ?? piece.other, values, numbers);
    else {
      const value = values.numbers.get(piece.name)!;
      const form =
        piece.options.get(`=${value}`) ?? piece.options.get(numbers.categoryOf(value - piece.offset, piece.type));
      text += write(form ?? piece.other, values, numbers);
    }
  }
  return text;
}
