import { STATUS } from './pdu.js';

const WRONG_CREDENTIALS: readonly number[] = [STATUS.ESME_RINVPASWD, STATUS.ESME_RINVSYSID, STATUS.ESME_RINVSYSTYP];
// Repeating a wrong password gets accounts locked.
const MOST_WRONG_CREDENTIALS = 5;
// After a cut the SMSC holds the old session for minutes. RBINDFAIL says that, or the password, or our address.
const SLOW: readonly number[] = [STATUS.ESME_RALYBND, STATUS.ESME_RBINDFAIL];
const SLOW_WAIT = { minMs: 30_000, maxMs: 120_000 };

export interface BackoffOptions {
  minMs: number;
  maxMs: number;
  random: () => number;
}

/** How long to wait before the next bind: jitter over the whole span from minMs to a ceiling that doubles. */
export class Backoff {
  #failures = 0;
  #wrongCredentials = 0;

  constructor(private readonly options: BackoffOptions) {}

  /**
   * Counts a failure and answers the wait in milliseconds; commandStatus is that of a refused bind. Undefined: no more,
   * until someone has changed the credentials and resets.
   */
  next(commandStatus?: number): number | undefined {
    this.#failures++;
    if (commandStatus !== undefined && WRONG_CREDENTIALS.includes(commandStatus)) this.#wrongCredentials++;
    if (this.#wrongCredentials >= MOST_WRONG_CREDENTIALS) return undefined;
    if (commandStatus !== undefined && SLOW.includes(commandStatus)) return this.#between(SLOW_WAIT);
    const { minMs, maxMs } = this.options;
    // 2 ** 30 keeps the product finite long after it passed any maximum.
    return this.#between({ minMs, maxMs: Math.min(maxMs, minMs * 2 ** Math.min(this.#failures, 30)) });
  }

  /** The carrier has taken the credentials: those refused before do not count with those refused later. */
  accepted(): void {
    this.#wrongCredentials = 0;
  }

  reset(): void {
    this.#failures = 0;
    this.#wrongCredentials = 0;
  }

  #between({ minMs, maxMs }: { minMs: number; maxMs: number }): number {
    return Math.round(minMs + this.options.random() * Math.max(0, maxMs - minMs));
  }
}
