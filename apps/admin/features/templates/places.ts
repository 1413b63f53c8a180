import type { Purpose, Variable } from '@codewire/contracts';

/** What a place of a text can be given. */
export interface Place {
  readonly name: string;
  readonly kind: 'code' | 'text' | 'number' | 'amount';
  /** Declared on the template; the others are there for every text of the purpose. */
  readonly isDeclared: boolean;
}

/** The places that a text of the purpose may have, in the order in which they are offered. */
export function placesFor(purpose: Purpose, variables: readonly Variable[]): Place[] {
  const own = (name: string, kind: Place['kind']): Place => ({ name, kind, isDeclared: false });
  return [
    own('code', 'code'),
    own('brand', 'text'),
    own('minutes', 'number'),
    ...(purpose === 'payment' ? [own('amount', 'amount'), own('payee', 'text')] : []),
    ...variables.map(({ name, type }): Place => ({ name, kind: type, isDeclared: true })),
  ];
}

export const written = ({ name }: Pick<Place, 'name'>) => `{${name}}`;

/** A wording for each form that the language has, to be filled in. */
export function pluralOf(name: string, locale: string): string {
  const forms = formsOf(locale)
    .map((form) => `${form} {# …}`)
    .join(' ');
  return `{${name}, plural, ${forms}}`;
}

/** CLDR's, of whole numbers: some languages have a form for fractions alone, which the checks ask for all the same. */
function formsOf(locale: string): readonly Intl.LDMLPluralRule[] {
  const order: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];
  const known = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  return order.filter((form) => known.includes(form));
}

/** A place or the head of a plural as it stands in a text. */
export const PLACE = /\{\s*([a-z][a-z0-9_]*)\s*(?:\}|,\s*(?:plural|select|selectordinal)\s*,)/g;
