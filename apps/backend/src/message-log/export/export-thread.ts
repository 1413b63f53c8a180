import { Worker } from 'node:worker_threads';
import type { ExportPages } from './exports.js';
import type { WritePage, WrittenPage } from './page-writer.js';
import { toError, type ThreadAnswer, type ThreadStart } from './thread-messages.js';

/**
 * Of the thread's own heap: its garbage is collected after each few pages, and does not grow to what a whole server's may.
 * What it needs at a time is a fifth of this.
 */
const HEAP = { maxYoungGenerationSizeMb: 3, maxOldGenerationSizeMb: 64 };

const SCRIPT = new URL('./export-worker.js', import.meta.url);

/**
 * A thread that reads and writes one export. A million rows are half a minute of work, which would stand between
 * callers and their codes in the thread that serves them.
 */
export class ExportThread implements ExportPages {
  private readonly worker: Worker;
  private waiting: PromiseWithResolvers<WrittenPage> | undefined;
  private failure: Error | undefined;

  constructor(start: ThreadStart, script = SCRIPT) {
    this.worker = new Worker(script, { name: 'export', workerData: start, resourceLimits: HEAP });
    this.worker.on('message', (answer: ThreadAnswer) => this.take(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', (code) => this.fail(new Error(`the thread of an export ended with ${code}`)));
  }

  /** One at a time. */
  readonly write: WritePage = (place) => {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.waiting = Promise.withResolvers<WrittenPage>();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
    this.worker.postMessage(place);
    return this.waiting.promise;
  };

  /** Ends it, whatever it does. */
  close(): void {
    void this.worker.terminate();
  }

  private take(answer: ThreadAnswer): void {
    if (answer.kind === 'page') this.waiting?.resolve(answer.page);
    else this.waiting?.reject(toError(answer));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
  }
}
