import { SmppLink, type StateChange } from '@codewire/sms';
import { likelyCause, type CarrierStep, type StepFailure } from './carrier-faults.js';
import { ENQUIRE, EnquireClock } from './enquire-clock.js';

export type StepResult =
  | { readonly step: CarrierStep; readonly ms: number; readonly kind: 'done' }
  | { readonly step: CarrierStep; readonly ms: number; readonly kind: 'failed'; readonly cause: string };

/** An SMSC account with its password in clear: made for one check, kept nowhere. */
export interface CarrierAccount {
  readonly host: string;
  readonly port: number;
  readonly systemId: string;
  readonly systemType: string;
  readonly password: string;
}

/** The link does not tell whether its unbind was answered, only that it waited no longer than this. */
const UNBIND_MS = 2_000;

/**
 * Connects, binds, asks for a sign of life and unbinds, once; tells each step when it is over, and stops at the first
 * that fails. A receipt that the carrier delivers meanwhile is refused, so that it comes again where it is stored.
 */
export async function checkCarrier(
  account: CarrierAccount,
  onStep: (result: StepResult) => void,
  timeoutMs = 10_000,
): Promise<boolean> {
  const check = new Check(account, onStep, timeoutMs);
  const isWell = await check.run();
  return (await check.end()) && isWell;
}

class Check {
  private readonly link: SmppLink;
  private step: CarrierStep = 'connect';
  private since = performance.now();
  private settle: (isWell: boolean) => void = () => undefined;

  constructor(
    private readonly account: CarrierAccount,
    private readonly onStep: (result: StepResult) => void,
    timeoutMs: number,
  ) {
    const enquireMs = ENQUIRE.timeoutMs(timeoutMs);
    const clock = new EnquireClock(enquireMs, () => setImmediate(() => this.answered()));
    this.link = new SmppLink(
      {
        ...account,
        connectTimeoutMs: timeoutMs,
        responseTimeoutMs: timeoutMs,
        enquireLinkMs: ENQUIRE.everyMs,
        enquireLinkTimeoutMs: enquireMs,
        enquireLinkMisses: 1,
        clock,
      },
      {
        onState: (change) => this.changed(change),
        onReceipt: () => Promise.reject(new Error('not stored here')),
        onInbound: () => Promise.reject(new Error('not stored here')),
      },
    );
  }

  /** Resolves once the carrier has shown a sign of life, or with false at the first failure. */
  run(): Promise<boolean> {
    return new Promise((resolve) => {
      this.settle = resolve;
      this.link.start();
    });
  }

  /** Unbinds where there is a bind, and closes. */
  async end(): Promise<boolean> {
    const wasBound = this.link.isBound;
    this.since = performance.now();
    await this.link.stop({ drainMs: 0 });
    if (!wasBound) return false;
    const ms = performance.now() - this.since;
    if (ms < UNBIND_MS) this.onStep({ step: 'unbind', ms, kind: 'done' });
    else this.onStep({ step: 'unbind', ms, kind: 'failed', cause: 'The carrier did not answer the unbind.' });
    return ms < UNBIND_MS;
  }

  private changed({ state, reason, commandStatus }: StateChange): void {
    if (state === 'binding') this.done('bind');
    if (state === 'bound') this.done('enquire_link');
    if (state === 'down') void this.failed({ step: this.step, reason, commandStatus });
  }

  private done(next: CarrierStep): void {
    this.onStep({ step: this.step, ms: performance.now() - this.since, kind: 'done' });
    this.step = next;
    this.since = performance.now();
    if (next === 'unbind') this.settle(true);
  }

  /** A connection that ends takes its timers back too, and has said so by now. */
  private answered(): void {
    if (this.link.isBound && this.step === 'enquire_link') this.done('unbind');
  }

  private async failed(failure: StepFailure): Promise<void> {
    const ms = performance.now() - this.since;
    // Else it would try again while we look for the cause.
    void this.link.stop();
    const cause = await likelyCause(failure, this.account);
    this.onStep({ step: failure.step, ms, kind: 'failed', cause });
    this.settle(false);
  }
}
