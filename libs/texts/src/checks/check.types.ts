import type { FindingCode } from '@codewire/contracts';
import type { Span, WrittenForm } from './written-form.js';

/** What a check has to say of one form. */
export interface Remark {
  readonly code: FindingCode;
  /** null: the form as a whole. */
  readonly at: Span | null;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Pure, and of as many steps as the form has characters, whatever they are. */
export type Check = (form: WrittenForm) => Remark[];

/** A character as words can name it: as it is, and by its number, for what cannot be seen. */
export function named(character: string): { readonly character: string; readonly code_point: string } {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { character, code_point: `U+${number}` };
}
