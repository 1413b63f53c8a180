import type { FindingCode } from '@codewire/contracts';
import type { Span } from './elements.js';
import type { WrittenForm } from './written-form.js';

/** What a check has to say of one form. */
export interface Remark {
  readonly code: FindingCode;
  /** null: the form as a whole. */
  readonly at: Span | null;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Pure, and of as many steps as the form has characters, whatever they are. */
export type Check = (form: WrittenForm) => Remark[];

/** More of one kind tell an author nothing new. */
const MOST_OF_A_KIND = 20;

/** What was found, each place once, since several branches lead to it, and no more of a kind than an author reads. */
export class Remarks {
  readonly list: Remark[] = [];
  private readonly seen = new Set<string>();
  private readonly counts = new Map<FindingCode, number>();

  /** Whether one more of that kind would be left out. */
  isFull(code: FindingCode): boolean {
    return (this.counts.get(code) ?? 0) >= MOST_OF_A_KIND;
  }

  add(...remarks: readonly Remark[]): void {
    for (const remark of remarks) {
      if (this.isFull(remark.code)) continue;
      const { code, at, values } = remark;
      const key = JSON.stringify([code, at?.start, at?.end, values]);
      if (this.seen.has(key)) continue;
      this.seen.add(key);
      this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
      this.list.push(remark);
    }
  }
}

/** A character as words can name it: as it is, and by its number, for what cannot be seen. */
export function named(character: string): { readonly character: string; readonly code_point: string } {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { character, code_point: `U+${number}` };
}
