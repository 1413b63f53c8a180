import { CredentialRefusals } from './credential-refusals.js';
import { STATUS } from './pdu.js';

const WRONG_CREDENTIALS: readonly number[] = [STATUS.ESME_RINVPASWD, STATUS.ESME_RINVSYSID, STATUS.ESME_RINVSYSTYP];
// After a cut the SMSC holds the old session for minutes. RBINDFAIL says that, or the password, or our address.
const SLOW: readonly number[] = [STATUS.ESME_RALYBND, STATUS.ESME_RBINDFAIL];
const SLOW_WAIT = { minMs: 30_000, maxMs: 120_000 };

export interface BackoffOptions {
  minMs: number;
  maxMs: number;
  random: () => number;
  /** Its own when left out. */
  refusals?: CredentialRefusals;
}

/** How long to wait before the next bind: jitter over the whole span from minMs to a ceiling that doubles. */
export class Backoff {
  #failures = 0;
  readonly #refusals: CredentialRefusals;

  constructor(private readonly options: BackoffOptions) {
    this.#refusals = options.refusals ?? new CredentialRefusals();
  }

  /** Also by what other binds of the account were told. */
  get verdict(): 'try' | 'wait' | 'spent' {
    if (this.#refusals.isSpent) return 'spent';
    return this.#refusals.mayTry(this) ? 'try' : 'wait';
  }

  /** Of the last credentials that were refused. */
  get refusedStatus(): number | undefined {
    return this.#refusals.commandStatus;
  }

  /**
   * Counts a failure and answers the wait in milliseconds; commandStatus is that of a refused bind. Undefined: no more,
   * until someone has changed the credentials and resets.
   */
  next(commandStatus?: number): number | undefined {
    this.#failures++;
    if (commandStatus !== undefined && WRONG_CREDENTIALS.includes(commandStatus)) {
      this.#refusals.refused(this, commandStatus);
    }
    if (this.#refusals.isSpent) return undefined;
    if (commandStatus !== undefined && SLOW.includes(commandStatus)) return this.#between(SLOW_WAIT);
    const { minMs, maxMs } = this.options;
    // 2 ** 30 keeps the product finite long after it passed any maximum.
    return this.#between({ minMs, maxMs: Math.min(maxMs, minMs * 2 ** Math.min(this.#failures, 30)) });
  }

  /** The carrier has taken the credentials: those refused before do not count with those refused later. */
  accepted(): void {
    this.#refusals.reset();
  }

  reset(): void {
    this.#failures = 0;
  }

  /** Someone has looked at the credentials: those that the bind shares with others are anew when they are others. */
  restart(): void {
    this.reset();
    if (!this.options.refusals) this.#refusals.reset();
  }

  /** It is not tried any more. */
  left(): void {
    this.#refusals.left(this);
  }

  #between({ minMs, maxMs }: { minMs: number; maxMs: number }): number {
    return Math.round(minMs + this.options.random() * Math.max(0, maxMs - minMs));
  }
}
