import type { AuditVerification } from '@codewire/contracts';
import type { ChainReport } from './verify-chain.js';

/** A tick on a screen that many have open must not read the whole audit for each of them. */
const TOLD_AGAIN_MS = 30_000;

export interface AuditVerifierOptions {
  readonly run: () => Promise<ChainReport>;
  readonly now: () => Date;
  /** By a monotonic clock. */
  readonly nowMs: () => number;
}

/** The state of the chain. Who asks while it is followed hears of that run; who asks soon after, the same again. */
export class AuditVerifier {
  private latest: Promise<AuditVerification> | undefined;
  private toldUntil = 0;

  constructor(private readonly options: AuditVerifierOptions) {}

  verify(): Promise<AuditVerification> {
    if (this.latest !== undefined && this.options.nowMs() < this.toldUntil) return this.latest;
    this.toldUntil = Infinity;
    this.latest = this.follow();
    return this.latest;
  }

  private async follow(): Promise<AuditVerification> {
    const startedAt = this.options.now();
    try {
      const report = await this.options.run();
      this.toldUntil = this.options.nowMs() + TOLD_AGAIN_MS;
      const status = report.broken === null ? 'intact' : 'broken';
      return { status, ...report, verified_at: startedAt.toISOString() };
    } catch (error) {
      this.toldUntil = 0;
      throw error;
    }
  }
}
