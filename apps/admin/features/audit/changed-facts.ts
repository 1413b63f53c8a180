type Facts = Readonly<Record<string, unknown>>;

/** One fact before and after; undefined where it was not told. */
export interface ChangedFact {
  /** Of a fact within a fact: `policy.code_length`. */
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
}

/** What an entry tells, fact by fact: those of before first, in their order. */
export function changedFacts(before: Facts | null, after: Facts | null): ChangedFact[] {
  const [was, is] = [flat(before ?? {}), flat(after ?? {})];
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.map((name) => ({
    name,
    before: was.get(name),
    after: is.get(name),
    kind: kindOf(was.has(name), is.has(name), was.get(name), is.get(name)),
  }));
}

function kindOf(had: boolean, has: boolean, before: unknown, after: unknown): ChangedFact['kind'] {
  if (!had) return 'added';
  if (!has) return 'removed';
  return JSON.stringify(before) === JSON.stringify(after) ? 'same' : 'changed';
}

/** Objects are opened; lists and plain values are facts. */
function flat(facts: Facts, prefix = ''): Map<string, unknown> {
  return new Map(
    Object.entries(facts).flatMap(([name, value]) =>
      isObject(value) ? [...flat(value, `${prefix}${name}.`)] : [[prefix + name, value] as const],
    ),
  );
}

function isObject(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
