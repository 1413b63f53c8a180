import { SlidingCounts } from './sliding-counts.js';

/** What stands against a carrier for numbers of one kind. */
export type BreakerCause = 'refusals' | 'silence' | 'slowness' | 'receipts';

export type BreakerState = 'well' | 'open' | 'half_open';

/** What was learnt about a carrier from one message. */
export type HealthSign =
  /** It took a message, so many milliseconds after it was written. */
  | { readonly kind: 'accepted'; readonly ms: number }
  /** It refused one for a reason that is not the message's. */
  | { readonly kind: 'refused' }
  /** It did not answer. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'delivered' }
  /** A receipt told that it did not arrive. */
  | { readonly kind: 'undelivered' }
  /** No receipt came although the carrier sends them. */
  | { readonly kind: 'missing' };

/** Fewer answers or receipts than this prove nothing. */
const LEAST_ANSWERS = 10;
const LEAST_RECEIPTS = 20;
/** How long receipts count. */
export const RECEIPTS_MS = 300_000;
const MOST_BAD_ANSWERS = 0.5;
/** Phones that are off fail everywhere: receipts must be worse than that. */
const MOST_BAD_RECEIPTS = 0.7;
/** A code that takes longer than this to be taken is passed by the user's patience. */
const MOST_ANSWER_MS = 5_000;

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;
/** By then a probe has an answer, or is not coming back. */
const PROBE_MS = 30_000;
/** Who was passed over for his receipts gets none: without a bad one for so long after a probe was taken he is well. */
const TRIAL_MS = 120_000;

type Phase =
  | { readonly kind: 'closed' }
  /** Half open once `until` is over: then one message at a time is a probe. */
  | {
      readonly kind: 'open';
      readonly cause: BreakerCause;
      readonly until: number;
      readonly times: number;
      readonly probeUntil: number;
      /** Open for its receipts, and a probe was taken: closed from then on, unless a bad sign comes before. */
      readonly closesAt: number;
    };

const CLOSED: Phase = { kind: 'closed' };

/**
 * The health of one carrier for numbers of one kind: opens when too much of the last minutes went wrong, lets single
 * messages through after a pause, and closes with the first that goes well. Receipts may come to another node, so that one
 * which is open for them closes also when nothing bad is heard. Pure: told the time, and never asks.
 */
export class Breaker {
  private readonly answers = new SlidingCounts(10_000, 6);
  private readonly silences = new SlidingCounts(10_000, 6);
  private readonly receipts = new SlidingCounts(RECEIPTS_MS / 10, 10);
  private phase: Phase = CLOSED;

  state(nowMs: number): BreakerState {
    this.settle(nowMs);
    if (this.phase.kind === 'closed') return 'well';
    return nowMs < this.phase.until ? 'open' : 'half_open';
  }

  get cause(): BreakerCause | undefined {
    return this.phase.kind === 'open' ? this.phase.cause : undefined;
  }

  /** True when a message should go elsewhere: it is open, or its probe is under way. */
  isPassedOver(nowMs: number): boolean {
    this.settle(nowMs);
    return this.phase.kind === 'open' && (nowMs < this.phase.until || nowMs < this.phase.probeUntil);
  }

  /**
   * True when it has seen enough of what stands against a carrier elsewhere to be asked on its own: ten answers say
   * nothing about whether texts arrive.
   */
  hasVerdict(nowMs: number, cause: BreakerCause | undefined): boolean {
    this.settle(nowMs);
    if (this.phase.kind === 'open') return true;
    const { good, bad } = (cause === 'receipts' ? this.receipts : this.answers).counts(nowMs);
    return good + bad >= (cause === 'receipts' ? LEAST_RECEIPTS : LEAST_ANSWERS);
  }

  /** A message goes out: where it was half open this is the probe. */
  begin(nowMs: number): void {
    this.settle(nowMs);
    if (this.phase.kind === 'open' && nowMs >= this.phase.until) {
      this.phase = { ...this.phase, probeUntil: nowMs + PROBE_MS };
    }
  }

  note(sign: HealthSign, nowMs: number): void {
    this.settle(nowMs);
    this.count(sign, nowMs);
    if (this.phase.kind === 'closed') {
      const cause = this.judge(nowMs);
      if (cause !== undefined) this.open(cause, 1, nowMs);
    } else if (nowMs >= this.phase.until) this.probed(sign, this.phase, nowMs);
  }

  /** In the pause nothing changes: what comes back then was sent before, or because nobody else was left. */
  private probed(sign: HealthSign, phase: Phase & { kind: 'open' }, nowMs: number): void {
    const bad = causeOf(sign);
    if (bad !== undefined) return this.open(bad, phase.times + 1, nowMs);
    if (phase.cause !== 'receipts') {
      if (sign.kind === 'accepted') this.close();
    } else if (sign.kind === 'delivered') this.close();
    else this.phase = { ...phase, closesAt: Math.min(phase.closesAt, nowMs + TRIAL_MS) };
  }

  private settle(nowMs: number): void {
    if (this.phase.kind === 'open' && nowMs >= this.phase.closesAt) this.close();
  }

  private count(sign: HealthSign, nowMs: number): void {
    switch (sign.kind) {
      case 'accepted':
        return this.answers.good(nowMs, sign.ms);
      case 'refused':
        return this.answers.bad(nowMs);
      case 'unanswered':
        this.silences.bad(nowMs);
        return this.answers.bad(nowMs);
      case 'delivered':
        return this.receipts.good(nowMs);
      case 'undelivered':
      case 'missing':
        return this.receipts.bad(nowMs);
    }
  }

  private judge(nowMs: number): BreakerCause | undefined {
    const { good, bad, sum } = this.answers.counts(nowMs);
    if (good + bad >= LEAST_ANSWERS) {
      const isSilent = this.silences.counts(nowMs).bad * 2 > bad;
      if (bad / (good + bad) > MOST_BAD_ANSWERS) return isSilent ? 'silence' : 'refusals';
      if (sum / good > MOST_ANSWER_MS) return 'slowness';
    }
    const receipts = this.receipts.counts(nowMs);
    const told = receipts.good + receipts.bad;
    return told >= LEAST_RECEIPTS && receipts.bad / told > MOST_BAD_RECEIPTS ? 'receipts' : undefined;
  }

  private open(cause: BreakerCause, times: number, nowMs: number): void {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (times - 1));
    this.phase = { kind: 'open', cause, until: nowMs + pauseMs, times, probeUntil: 0, closesAt: Infinity };
  }

  private close(): void {
    this.phase = CLOSED;
    for (const counts of [this.answers, this.silences, this.receipts]) counts.clear();
  }
}

/** What a bad sign stands for. */
function causeOf(sign: HealthSign): BreakerCause | undefined {
  switch (sign.kind) {
    case 'refused':
      return 'refusals';
    case 'unanswered':
      return 'silence';
    case 'undelivered':
    case 'missing':
      return 'receipts';
    case 'accepted':
      return sign.ms > MOST_ANSWER_MS ? 'slowness' : undefined;
    case 'delivered':
      return undefined;
  }
}
