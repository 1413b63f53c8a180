import type { Choice } from '../../ui/field';

interface Base<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** A value as a chip says it. */
  readonly inWords: (value: string) => string;
}

/** How a filter is asked for, and how its values read. */
export type Facet<Name extends string = string> = Base<Name> &
  (
    | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
    /** Words that no list has all of; some that are known are offered. */
    | { readonly kind: 'words'; readonly known: readonly string[]; readonly hint: string; readonly is: RegExp }
    | { readonly kind: 'seconds'; readonly hint: string }
    /** One id. */
    | { readonly kind: 'id'; readonly hint: string; readonly is: RegExp }
    /** A phone number, which becomes an opaque id before it is in any address. */
    | { readonly kind: 'number' }
  );

/** Above so many choices there is a field to search them by. */
export const MANY_CHOICES = 12;
