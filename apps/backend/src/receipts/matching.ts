import { smscIdForms, smscIdKeyAs, type SmscIdForm } from '@codewire/sms';
import type { Queryable } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import type { PhoneCheck, PhoneEvidence } from './phone-check.js';
import { findParts, type KnownPart } from './receipt.store.js';

/** How long a receipt that matches nothing is kept, and how old a message may be for a converted id to mean it. */
export const KEPT_MS = 72 * 3_600_000;
/** By then the answer to a submit is written, unless it never came. */
const SETTLED_MS = 2_000;

/** How the ids of a carrier are taken: as its settings say, as its receipts have shown so far, or as they come. */
export type IdStance = { readonly kind: 'fixed' | 'learnt'; readonly form: SmscIdForm } | { readonly kind: 'open' };

/** What the phone has to be for a message to be believed the one that is meant. */
type Belief = 'any' | 'not_another' | 'same';

/** One message that an id may mean. */
export interface Trial {
  readonly form: SmscIdForm;
  readonly smscKey: string;
  readonly fromMessageId: string;
  readonly belief: Belief;
}

export interface Told {
  readonly smscMessageId: string;
  readonly receivedAtMs: number;
  readonly ageMs: number;
}

/**
 * What an id may mean, best first. A carrier may answer in hex and report in decimal; but another form of an id may be
 * another message's own. Where a form is fixed there is no doubt. One that was learnt is tried at once, against the phone;
 * any other only when the id as it came has stayed unknown, and its own answer would have been written by now.
 */
export function trialsOf(told: Told, stance: IdStance): Trial[] {
  if (stance.kind === 'fixed') {
    const smscKey = smscIdKeyAs(told.smscMessageId, stance.form);
    return smscKey === undefined ? [] : [{ form: stance.form, smscKey, fromMessageId: '', belief: 'any' }];
  }
  const learnt = stance.kind === 'learnt' && stance.form !== 'same' ? stance.form : undefined;
  const isSettled = told.ageMs >= SETTLED_MS;
  const recent = messageIdAt(Math.max(0, told.receivedAtMs - KEPT_MS));
  const trials = smscIdForms(told.smscMessageId).flatMap(({ form, key: smscKey }): Trial[] => {
    if (form === 'same') return [{ form, smscKey, fromMessageId: '', belief: learnt ? 'not_another' : 'any' }];
    if (!isSettled && form !== learnt) return [];
    return [{ form, smscKey, fromMessageId: recent, belief: isSettled ? 'not_another' : 'same' }];
  });
  return trials.sort((a, b) => Number(b.form === learnt) - Number(a.form === learnt));
}

/** What a phone may have sent: any match has to be with a message to that very phone. */
export function fromPhone(trials: readonly Trial[]): Trial[] {
  return trials.map((trial) => ({ ...trial, belief: 'same' }));
}

/** A receipt and all that its id may mean. */
export interface Sought {
  readonly carrierId: string;
  readonly trials: readonly Trial[];
  readonly phone: PhoneEvidence;
}

export interface Match {
  readonly form: SmscIdForm;
  readonly parts: readonly KnownPart[];
}

/** For each receipt the first of its trials that finds a message which is believed; undefined where none does. */
export async function findMatches(
  sql: Queryable,
  phones: PhoneCheck,
  sought: readonly Sought[],
): Promise<(Match | undefined)[]> {
  const tried = sought.flatMap(({ carrierId, trials, phone }, n) =>
    trials.map((trial) => ({ ...trial, carrierId, phone, n })),
  );
  const found = await findParts(sql, tried);
  const doubted = tried.flatMap(({ belief }, at) => (belief === 'any' ? [] : (found[at] ?? []).slice(0, 1)));
  const numbers = await phones.numbersOf(
    sql,
    doubted.map(({ messageId }) => messageId),
  );
  const matches: (Match | undefined)[] = sought.map(() => undefined);
  tried.forEach(({ n, form, belief, phone }, at) => {
    const parts = found[at] ?? [];
    const [first] = parts;
    if (first === undefined || matches[n] !== undefined) return;
    const number = numbers.get(first.messageId);
    const isBelieved = belief === 'any' || (belief === 'same' ? phone.isSame(number) : phone.isNotAnother(number));
    if (isBelieved) matches[n] = { form, parts };
  });
  return matches;
}
