import type { CopyLoop } from '../search/copy-loop.js';
import type { VerificationSweep } from './verification-sweep.js';

/** Keeps the copies up: what this process changes at once, and what others left behind now and then. */
export class VerificationCopies {
  constructor(
    private readonly loop: CopyLoop,
    private readonly sweep: VerificationSweep,
  ) {}

  start(): void {
    this.loop.start();
    this.sweep.start();
  }

  /** Call when nothing changes verifications any more: what they are by then is copied. */
  async stop(): Promise<void> {
    await this.sweep.stop();
    await this.loop.stop();
  }
}
