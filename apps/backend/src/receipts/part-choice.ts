import type { ReceiptState } from '@codewire/contracts';
import type { PartReceipt } from '../delivery/result.store.js';
import type { KnownPart } from './receipt.store.js';

const FINAL_STATES: ReadonlySet<ReceiptState> = new Set(['delivered', 'undelivered', 'expired', 'deleted', 'rejected']);

/** A receipt and the parts that its carrier took under that id: mostly one. */
export interface Candidate {
  readonly carrierId: string;
  readonly state: ReceiptState;
  readonly deliveredParts: number | null;
  readonly parts: readonly KnownPart[];
}

/** True where a carrier gave several parts of a text one id: which of them a receipt means depends on the others. */
export const isShared = ({ parts }: Candidate) => parts.length > 1;

/**
 * The part that each receipt is about, in order; undefined where none is known. Receipts under an id that several
 * parts share mark them one after the other: the carrier says how many arrived, not which.
 */
export function chooseParts(candidates: readonly Candidate[]): (KnownPart | undefined)[] {
  const taken = new Set<string>();
  return candidates.map((candidate) => {
    const { parts, state } = candidate;
    if (!isShared(candidate)) return parts[0];
    const open = parts.find((part) => part.receiptState === null && !taken.has(keyOf(part)));
    if (open !== undefined && FINAL_STATES.has(state)) taken.add(keyOf(open));
    return open ?? parts.at(-1);
  });
}

/** What delivery is told of matched receipts. The carrier's UNKNOWN ends nothing we could tell, nor does a state on the way. */
export function finalParts(candidates: readonly Candidate[], parts: readonly (KnownPart | undefined)[]): PartReceipt[] {
  return candidates.flatMap(({ carrierId, state, deliveredParts }, index) => {
    const part = parts[index];
    if (part === undefined || !FINAL_STATES.has(state)) return [];
    const { smscKey, messageId, attempt, part: number } = part;
    const isOfAll = state === 'delivered' && part.parts > 1 && deliveredParts === part.parts;
    return [{ carrierId, state, smscKey, messageId, attempt, part: number, isOfAll }];
  });
}

const keyOf = ({ messageId, attempt, part }: KnownPart) => `${messageId}|${attempt}|${part}`;
