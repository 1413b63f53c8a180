import type { Finding } from '@codewire/contracts';
import type { Place } from './places';

/** What can be done with a field of words, whichever widget it is. Positions are UTF-16 units of the words. */
export interface WordsHandle {
  /** In the place of what is selected, or where the cursor stands; the field has the focus then. */
  insert(text: string): void;
  /** Moves the reader there. */
  select(start: number, end: number): void;
  replace(start: number, end: number, text: string): void;
}

export interface WordsFieldProps {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Canonical BCP 47. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly places: readonly Place[];
  /** Of this form, as they were found in `value`. */
  readonly findings: readonly Finding[];
  readonly isReadOnly: boolean;
  readonly onReady: (handle: WordsHandle | null) => void;
}
