import type { CarrierAction, CarrierSettings, CarrierView } from '@codewire/contracts';

/** How ids of receipts are read, while that is being set. */
export interface ReceiptsDraft {
  readonly receipt_ids: CarrierSettings['receipt_ids'];
}

export const receiptsDraftOf = ({ settings: { receipt_ids } }: CarrierView): ReceiptsDraft => ({ receipt_ids });

/** What one carrier means by its answers, while that is being set. */
export interface RulesDraft {
  /** In the order of their codes. */
  readonly rules: readonly Rule[];
}

export interface Rule {
  /** `0x` and eight digits in capitals. */
  readonly status: string;
  readonly action: CarrierAction;
}

export function rulesDraftOf({ settings: { status_actions: actions } }: CarrierView): RulesDraft {
  return { rules: inOrder(Object.entries(actions).map(([status, action]) => ({ status, action }))) };
}

/** With a rule for a code, in place of the one that there was. */
export function withRule(rules: readonly Rule[], rule: Rule): Rule[] {
  return inOrder([...rules.filter(({ status }) => status !== rule.status), rule]);
}

export function actionsOf(rules: readonly Rule[]): CarrierSettings['status_actions'] {
  return Object.fromEntries(rules.map(({ status, action }) => [status, action]));
}

/**
 * The code that someone means: by its name, or in hexadecimal with `0x` or without. Zero is no refusal. Undefined when it
 * is none.
 */
export function readStatus(typed: string, known: readonly { status: string; name: string }[]): string | undefined {
  const text = typed.trim();
  const named = known.find(({ name }) => name.toLowerCase() === text.toLowerCase());
  if (named) return named.status;
  const [, digits] = /^(?:0x)?([0-9a-f]{1,8})$/i.exec(text) ?? [];
  if (digits === undefined || /^0+$/.test(digits)) return undefined;
  return `0x${digits.toUpperCase().padStart(8, '0')}`;
}

const inOrder = (rules: Rule[]) => rules.sort((one, other) => (one.status < other.status ? -1 : 1));
