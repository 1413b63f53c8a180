import { z } from 'zod';

const commandStatus = z.int().min(1).max(0xffff_ffff);
const milliseconds = z.int().min(0).max(600_000);
const MOST_NUMBERS = 10_000;

/** The switches' shape; what a body leaves out takes its default. */
function switchesSchema(receiptDelayMs: number) {
  return z.strictObject({
    receipt: z.enum(['deliver', 'fail', 'none']).default('deliver'),
    receipt_delay_ms: milliseconds.default(receiptDelayMs),
    throttle_per_second: z.int().min(0).max(1_000_000).nullable().default(null),
    answer_delay_ms: milliseconds.default(0),
    answer: z.enum(['normal', 'never']).default('normal'),
    refuse_status: commandStatus.nullable().default(null),
    refuse_bind: commandStatus.nullable().default(null),
  });
}

export type Switches = z.infer<ReturnType<typeof switchesSchema>>;

/** One set of switches in force, with the count its throttle needs. */
export class FaultScope {
  #windowStart = 0;
  #passed = 0;

  constructor(readonly switches: Readonly<Switches>) {}

  /** Counts a submit at `now` (ms); false when this second's share is spent. A second begins with its first submit. */
  passThrottle(now: number): boolean {
    const limit = this.switches.throttle_per_second;
    if (limit === null) return true;
    if (now - this.#windowStart >= 1_000) {
      this.#windowStart = now;
      this.#passed = 0;
    }
    if (this.#passed >= limit) return false;
    this.#passed += 1;
    return true;
  }
}

/**
 * The fault switches: one global set, and sets for single numbers. A number that has its own set is ruled by that
 * alone, so that tests which run side by side do not disturb each other.
 */
export class Faults {
  readonly schema: ReturnType<typeof switchesSchema>;
  /** A bind names no number, so a number's set cannot refuse one. */
  readonly numberSchema;
  #global: FaultScope;
  readonly #numbers = new Map<string, FaultScope>();

  constructor(receiptDelayMs: number) {
    this.schema = switchesSchema(receiptDelayMs);
    this.numberSchema = this.schema.extend({ refuse_bind: z.null().default(null) });
    this.#global = new FaultScope(this.schema.parse({}));
  }

  get global(): FaultScope {
    return this.#global;
  }

  /** The set that rules this number: its own, or the global one. */
  of(number: string): FaultScope {
    return this.#numbers.get(number) ?? this.#global;
  }

  setGlobal(switches: Switches): void {
    this.#global = new FaultScope(switches);
  }

  resetGlobal(): void {
    this.#global = new FaultScope(this.schema.parse({}));
  }

  /** At most 10,000 numbers have their own set; the one set longest ago goes first. */
  setNumber(number: string, switches: Switches): void {
    this.#numbers.delete(number);
    this.#numbers.set(number, new FaultScope(switches));
    if (this.#numbers.size <= MOST_NUMBERS) return;
    for (const oldest of this.#numbers.keys()) {
      this.#numbers.delete(oldest);
      return;
    }
  }

  resetNumber(number: string): void {
    this.#numbers.delete(number);
  }
}
