import type { ExportOrder } from './export-lists.js';
import { ExportThread } from './export-thread.js';
import type { ExportPages } from './exports.js';
import type { ThreadStart } from './thread-messages.js';

/** Opens a thread for each export, with what it needs to find its list. */
export class ExportThreads {
  constructor(private readonly surroundings: Omit<ThreadStart, 'order'>) {}

  open(order: ExportOrder): ExportPages {
    return new ExportThread({ ...this.surroundings, order });
  }
}
