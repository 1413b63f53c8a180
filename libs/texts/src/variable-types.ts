import type { Purpose, Variable } from '@codewire/contracts';

/**
 * What a name in a text stands for, and so what may be done with it: a `number` is counted by plural and selectordinal, a
 * `text` is chosen by with select, `code` and `amount` only stand there.
 */
export type VariableType = 'code' | 'text' | 'number' | 'amount';

/** Names that a template cannot give to a variable of its own, for whatever purpose. */
export const RESERVED_NAMES: ReadonlySet<string> = new Set(['code', 'brand', 'minutes', 'amount', 'payee']);

/** Every name that a text of the purpose may use. A reserved name keeps its meaning, whatever is declared. */
export function variableTypes(purpose: Purpose, declared: readonly Variable[]): ReadonlyMap<string, VariableType> {
  const types = new Map<string, VariableType>([
    ['code', 'code'],
    ['brand', 'text'],
    ['minutes', 'number'],
  ]);
  if (purpose === 'payment') types.set('amount', 'amount').set('payee', 'text');
  for (const { name, type } of declared) {
    if (!RESERVED_NAMES.has(name)) types.set(name, type);
  }
  return types;
}
