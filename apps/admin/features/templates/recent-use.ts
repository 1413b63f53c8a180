import type { TemplateUse } from '@codewire/contracts';

/** Which sentence says how much a template is sent. The words are under `templates.publish` in `messages/`. */
export type UseKey = 'sends' | 'noSends' | 'sendsAmong' | 'noSendsAmong';

export type Digits = Pick<Intl.NumberFormatOptions, 'maximumSignificantDigits' | 'maximumFractionDigits'>;

/** Below it a whole number a day says too little. */
const FEW_A_DAY = 10;

/**
 * The sentence's key, and every value that any of them asks for. What was counted of a part of the seven days is an
 * estimate, and nothing among it does not mean that nothing is sent.
 */
export function toldUse(use: TemplateUse, number: (value: number, digits: Digits) => string) {
  const { sends: count, counted, per_day: perDay, is_capped: isCapped } = use;
  const digits = isCapped ? { maximumSignificantDigits: 2 } : { maximumFractionDigits: perDay < FEW_A_DAY ? 1 : 0 };
  return { key: keyOf(use), values: { count, counted, perDay: number(perDay, digits) } };
}

/** What a list says in the place of a number that is not that of all seven days; its words are under `templates`. */
export function toldInList({ sends, is_capped: isCapped }: TemplateUse): 'sendsAtLeast' | 'sendsUnknown' | undefined {
  if (!isCapped) return undefined;
  return sends === 0 ? 'sendsUnknown' : 'sendsAtLeast';
}

function keyOf({ sends, is_capped: isCapped }: TemplateUse): UseKey {
  if (isCapped) return sends === 0 ? 'noSendsAmong' : 'sendsAmong';
  return sends === 0 ? 'noSends' : 'sends';
}
