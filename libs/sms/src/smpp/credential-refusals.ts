// Repeating a wrong password gets accounts locked.
const MOST_REFUSALS = 5;

/**
 * How often a carrier has refused an account in a row. Binds of one account share it: while its credentials are in
 * doubt one bind alone goes on trying, and what it learns counts for all.
 */
export class CredentialRefusals {
  #count = 0;
  #trying: object | undefined;
  #commandStatus: number | undefined;

  get isSpent(): boolean {
    return this.#count >= MOST_REFUSALS;
  }

  /** Of the last refusal. */
  get commandStatus(): number | undefined {
    return this.#commandStatus;
  }

  /** Whether this bind is to be tried now; while nobody does so in its doubt, the one that asks first. */
  mayTry(bind: object): boolean {
    if (this.isSpent) return false;
    if (this.#count > 0) this.#trying ??= bind;
    return this.#trying === undefined || this.#trying === bind;
  }

  /** Those that were under way together count once. */
  refused(bind: object, commandStatus: number): void {
    this.#commandStatus = commandStatus;
    this.#trying ??= bind;
    if (this.#trying === bind) this.#count++;
  }

  /** This bind is not tried any more: another may be. */
  left(bind: object): void {
    if (this.#trying === bind) this.#trying = undefined;
  }

  reset(): void {
    this.#count = 0;
    this.#trying = undefined;
    this.#commandStatus = undefined;
  }
}
