import type { CopyLoop } from './copy-loop.js';
import type { CopySweep } from './copy-sweep.js';

/** Keeps the copies up: what this process changes at once, and what others left behind now and then. */
export class MessageCopies {
  constructor(
    private readonly loop: CopyLoop,
    private readonly sweep: CopySweep,
  ) {}

  start(): void {
    this.loop.start();
    this.sweep.start();
  }

  /** Call when nothing changes messages any more: what they are by then is copied. */
  async stop(): Promise<void> {
    await this.sweep.stop();
    await this.loop.stop();
  }
}
