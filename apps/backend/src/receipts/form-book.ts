import type { CarrierSettings } from '@codewire/contracts';
import type { SmscIdForm } from '@codewire/sms';
import type { Sql } from '../database/sql.js';
import type { LearntForms } from '../platform/ports.js';
import { addSeenForms, listSeenForms, type SeenForm } from './form.store.js';
import type { IdStance } from './matching.js';

const FLUSH_MS = 5_000;
/** So many receipts, and this share of them in one form, are a habit. */
const ENOUGH = 20;
const HABIT = 0.95;
const FADE_ABOVE = 1_000;

export interface FormBookOptions {
  readonly sql: Sql;
  readonly settingOf: (carrierId: string) => CarrierSettings['receipt_ids'];
  readonly onError: (error: unknown) => void;
}

/**
 * Learns how each carrier's receipts name their messages: by the id as it was answered, or by another form of it. What was
 * seen is counted in memory and written every few seconds, apart from the receipts: a count that is lost costs nothing.
 */
export class FormBook implements LearntForms {
  private readonly counts = new Map<string, SeenForm>();
  private learnt: ReadonlyMap<string, SmscIdForm> = new Map();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();

  constructor(private readonly options: FormBookOptions) {}

  start(): void {
    void this.flush();
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await (this.counts.size > 0 ? this.flush() : this.flushing);
  }

  stanceOf(carrierId: string): IdStance {
    const setting = this.options.settingOf(carrierId);
    if (setting !== 'learn') return { kind: 'fixed', form: setting };
    const form = this.learnt.get(carrierId);
    return form === undefined ? { kind: 'open' } : { kind: 'learnt', form };
  }

  /** A receipt has found its message under that form. */
  note(carrierId: string, form: SmscIdForm): void {
    const key = `${carrierId}|${form}`;
    this.counts.set(key, { carrierId, form, seen: (this.counts.get(key)?.seen ?? 0) + 1 });
  }

  /** What all nodes have seen, asked of the database: also on a node that takes no receipts. */
  async learntForms(): Promise<ReadonlyMap<string, SmscIdForm>> {
    return habitsOf(await listSeenForms(this.options.sql));
  }

  /** Writes what was seen and reads what others saw. */
  flush(): Promise<void> {
    this.flushing = this.flushing.then(() => this.exchange()).catch(this.options.onError);
    return this.flushing;
  }

  private async exchange(): Promise<void> {
    const seen = [...this.counts.values()];
    this.counts.clear();
    if (seen.length > 0) await addSeenForms(this.options.sql, seen, FADE_ABOVE);
    this.learnt = await this.learntForms();
  }
}

function habitsOf(forms: readonly SeenForm[]): Map<string, SmscIdForm> {
  const totals = new Map<string, number>();
  for (const { carrierId, seen } of forms) totals.set(carrierId, (totals.get(carrierId) ?? 0) + seen);
  const habits = forms.filter(({ carrierId, seen }) => {
    const total = totals.get(carrierId) ?? 0;
    return total >= ENOUGH && seen >= total * HABIT;
  });
  return new Map(habits.map(({ carrierId, form }) => [carrierId, form]));
}
