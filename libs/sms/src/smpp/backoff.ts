import { STATUS } from './pdu.js';

// Repeating a wrong password gets accounts locked.
const REFUSED_CREDENTIALS: readonly number[] = [
  STATUS.ESME_RBINDFAIL,
  STATUS.ESME_RINVPASWD,
  STATUS.ESME_RINVSYSID,
  STATUS.ESME_RINVSYSTYP,
];
const CREDENTIALS_WAIT = { minMs: 60_000, maxMs: 900_000 };
// After a cut the SMSC holds the old session for minutes.
const ALREADY_BOUND_WAIT = { minMs: 30_000, maxMs: 120_000 };

export interface BackoffOptions {
  minMs: number;
  maxMs: number;
  random: () => number;
}

/** How long to wait before the next bind: jitter over the whole span from minMs to a ceiling that doubles. */
export class Backoff {
  #failures = 0;

  constructor(private readonly options: BackoffOptions) {}

  /** Counts a failure and answers the wait in milliseconds; commandStatus is that of a refused bind. */
  next(commandStatus?: number): number {
    this.#failures++;
    if (commandStatus === STATUS.ESME_RALYBND) return this.#between(ALREADY_BOUND_WAIT);
    const isCredentials = commandStatus !== undefined && REFUSED_CREDENTIALS.includes(commandStatus);
    const { minMs, maxMs } = isCredentials ? CREDENTIALS_WAIT : this.options;
    // 2 ** 30 keeps the product finite long after it passed any maximum.
    return this.#between({ minMs, maxMs: Math.min(maxMs, minMs * 2 ** Math.min(this.#failures, 30)) });
  }

  reset(): void {
    this.#failures = 0;
  }

  #between({ minMs, maxMs }: { minMs: number; maxMs: number }): number {
    return Math.round(minMs + this.options.random() * Math.max(0, maxMs - minMs));
  }
}
