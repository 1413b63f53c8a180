/** Type of number and numbering plan indicator (SMPP 3.4 5.2.5, 5.2.6). */
export interface NumberingPlan {
  ton: number;
  npi: number;
}

/** A name, a code of up to six digits, a number. */
export type SenderKind = 'alphanumeric' | 'short' | 'long';

/** An optional parameter (SMPP 3.4 5.3); the value as its octets are on the wire. */
export interface Tlv {
  tag: number;
  value: Buffer;
}

/** How one carrier wants submit_sm, where carriers differ. */
export interface SubmitStyle {
  senderAddressing: Readonly<Record<SenderKind, NumberingPlan>>;
  destinationAddressing: NumberingPlan;
  /** Time left, time of the end in UTC, or the carrier's own default. */
  validity: 'relative' | 'absolute' | 'none';
  /** The least that the carrier accepts; 1. */
  validityAtLeastSeconds?: number;
  /** Added to every submit_sm. One that the text itself needs is not replaced by these. */
  tlvs: readonly Tlv[];
  /** Milliseconds since the epoch for an absolute validity; Date.now. A link's own clock never jumps, so it may be off. */
  wallClock?: () => number;
}

/** What most carriers take. */
export const DEFAULT_STYLE: SubmitStyle = {
  senderAddressing: { alphanumeric: { ton: 5, npi: 0 }, short: { ton: 3, npi: 0 }, long: { ton: 1, npi: 1 } },
  destinationAddressing: { ton: 1, npi: 1 },
  validity: 'relative',
  tlvs: [],
};
