import { numberSwitchesSchema, switchesSchema, usualSwitches, type Switches } from './switches.js';

const MOST_SETS = 10_000;

/** One set of switches in force, with the counts that some of them need. */
export class FaultScope {
  readonly #throttles = new Map<string, { start: number; passed: number }>();
  #judged = 0;
  #refusedBinds = 0;
  #submits = 0;
  #held: (() => void)[] = [];

  constructor(readonly switches: Readonly<Switches>) {}

  /** Counts a submit at `now` (ms); false when this second's share is spent. A second begins with its first submit. */
  passThrottle(now: number, number = ''): boolean {
    const { throttle_per_second: limit, throttle_by: by } = this.switches;
    if (limit === null) return true;
    const key = by === 'number' ? number : '';
    const known = this.#throttles.get(key);
    const second = known && now - known.start < 1_000 ? known : { start: now, passed: 0 };
    if (second !== known) this.#startSecond(key, second);
    if (second.passed >= limit) return false;
    second.passed += 1;
    return true;
  }

  /**
   * The status this submit is refused with: always, or as often as `refuse_count` says. With `refuse_again_after` that
   * many are taken then, and it begins anew.
   */
  takeRefusal(): number | null {
    const { refuse_status: status, refuse_count: times, refuse_again_after: rest } = this.switches;
    if (status === null || times === null) return status;
    const place = rest === null ? this.#judged : this.#judged % (times + rest);
    this.#judged += 1;
    return place < times ? status : null;
  }

  takeBindRefusal(): number | null {
    const { refuse_bind: status, refuse_bind_count: times } = this.switches;
    if (status === null || (times !== null && this.#refusedBinds >= times)) return null;
    this.#refusedBinds += 1;
    return status;
  }

  /** Counts a submit; how its session ends with it, when it is the one that `end_after` names, or so many after that. */
  takeEnd(): Switches['end_with'] | null {
    const { end_after: first, end_every: every, end_with: manner } = this.switches;
    this.#submits += 1;
    if (first === null || this.#submits < first) return null;
    const since = this.#submits - first;
    return since === 0 || (every !== null && since % every === 0) ? manner : null;
  }

  /** Holds an answer until `answers_reversed` of them wait, and gives those, the newest first. */
  holdAnswer(answer: () => void): (() => void)[] {
    this.#held.push(answer);
    return this.#held.length >= (this.switches.answers_reversed ?? 1) ? this.releaseAnswers(this.#held) : [];
  }

  /** The answers that wait now: the first of them began it. */
  get heldAnswers(): readonly (() => void)[] {
    return this.#held;
  }

  /** Those answers, the newest first, if they still wait. */
  releaseAnswers(held: readonly (() => void)[]): (() => void)[] {
    if (held !== this.#held) return [];
    this.#held = [];
    return held.toReversed();
  }

  #startSecond(key: string, second: { start: number; passed: number }): void {
    this.#throttles.delete(key);
    this.#throttles.set(key, second);
    // A Map keeps the order of insertion: the second that began first goes.
    if (this.#throttles.size > MOST_SETS) this.#throttles.delete(this.#throttles.keys().next().value!);
  }
}

/**
 * The fault switches: one global set, and sets for single accounts (system_id) and numbers. A number that has its own
 * set is ruled by that alone, else by its account's, so that tests which run side by side do not disturb each other.
 */
export class Faults {
  readonly schema: ReturnType<typeof switchesSchema>;
  readonly numberSchema: ReturnType<typeof numberSwitchesSchema>;
  readonly usual: ReturnType<typeof usualSwitches>;
  #global: FaultScope;
  readonly #accounts = new Map<string, FaultScope>();
  readonly #numbers = new Map<string, FaultScope>();

  constructor(receiptDelayMs: number) {
    this.schema = switchesSchema(receiptDelayMs);
    this.numberSchema = numberSwitchesSchema(receiptDelayMs);
    this.usual = usualSwitches(receiptDelayMs);
    this.#global = new FaultScope(this.schema.parse({}));
  }

  get global(): FaultScope {
    return this.#global;
  }

  /** The set that rules this number's submits: its own, or its account's, or the global one. */
  of(number: string, systemId = ''): FaultScope {
    return this.#numbers.get(number) ?? this.ofAccount(systemId);
  }

  /** The set that rules this account's binds and sessions, and the submits of numbers without their own. */
  ofAccount(systemId: string): FaultScope {
    return this.#accounts.get(systemId) ?? this.#global;
  }

  setGlobal(switches: Switches): void {
    this.#global = new FaultScope(switches);
  }

  resetGlobal(): void {
    this.#global = new FaultScope(this.schema.parse({}));
  }

  setAccount(systemId: string, switches: Switches): void {
    setWithin(this.#accounts, systemId, new FaultScope(switches));
  }

  resetAccount(systemId: string): void {
    this.#accounts.delete(systemId);
  }

  setNumber(number: string, switches: Switches): void {
    setWithin(this.#numbers, number, new FaultScope(switches));
  }

  resetNumber(number: string): void {
    this.#numbers.delete(number);
  }
}

/** At most 10,000 have their own set; the one set longest ago goes first. */
function setWithin(sets: Map<string, FaultScope>, key: string, scope: FaultScope): void {
  sets.delete(key);
  sets.set(key, scope);
  if (sets.size > MOST_SETS) sets.delete(sets.keys().next().value!);
}
