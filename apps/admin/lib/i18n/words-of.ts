import type { Messages, NamespaceKeys, NestedKeyOf } from 'next-intl';

/** A part of the console's words, as `useTranslations` names it: `routing`, `templates.purposes`. */
export type Part = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

interface Words {
  readonly [name: string]: string | Words;
}

/** Only these parts of all words, each where it was. */
export function wordsOf(all: Messages, parts: readonly Part[]): Messages {
  return parts.reduce<Words>((picked, part) => joined(picked, only(all, part.split('.'))), {}) as Messages;
}

function only(words: Words, [name, ...rest]: readonly string[]): Words {
  const found = words[name!];
  if (found === undefined) throw new Error(`no words are called ${name}`);
  return { [name!]: rest.length === 0 ? found : only(found as Words, rest) };
}

/** Both, as one; of what both have, the second's. */
export function joined(one: Words, other: Words): Words {
  const all: Record<string, string | Words> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = all[name];
    all[name] = typeof before === 'object' && typeof value === 'object' ? joined(before, value) : value;
  }
  return all;
}
