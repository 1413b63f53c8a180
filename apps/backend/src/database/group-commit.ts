import { DatabaseTimeout } from './faults.js';

/** A row that waits for its commit, and how its waiter is told. */
interface Waiting<Row, Result> {
  readonly row: Row;
  readonly key: string;
  /** performance.now() when it came, or when a row of its key that was before it was done. */
  since: number;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export interface GroupCommitOptions<Row, Result> {
  /** One transaction for all rows; one result per row, in order. Throws only when nothing of it is committed, or nobody knows. */
  readonly run: (rows: Row[]) => Promise<Result[]>;
  /** Rows with the same key are never under way together: their statements would not see each other. */
  readonly keyOf: (row: Row) => string;
  /** Least time between the starts of two groups. The first after an idle time starts at once. */
  readonly gapMs: number;
  readonly maxRows: number;
  /** A row that has waited so long, with nothing done for its key, is rejected with DatabaseTimeout. */
  readonly patienceMs: number;
  /** True when the failure is the database's and not one row's: then the rows are not tried one by one. */
  readonly isFatal: (error: unknown) => boolean;
  /** True when the same row may well succeed at once, such as the victim of a deadlock: it is tried once more. */
  readonly isTransient: (error: unknown) => boolean;
}

/** A group that takes longer than this no longer holds up those behind it: perhaps it waits for one row's lock. */
const OVERTAKE_MS = 100;
/** Most groups under way at once, those that were overtaken among them. */
const MOST_GROUPS = 3;
/** Rows of a broken group that are tried at once, each in a transaction of its own. */
const LANES = 3;

/**
 * Lets requests share commits. A commit costs about the same whatever it carries, so under load rows that arrive
 * while one runs go together into the next. One group at a time, unless one is stuck; a row that breaks its group is
 * tried alone, so that it fails alone. Nobody waits for ever: a row is started within its patience, which begins anew with each row done before it, or refused.
 */
export class GroupCommit<Row, Result> {
  private readonly waiting: Waiting<Row, Result>[] = [];
  /** Keys of the rows that are under way. */
  private readonly keys = new Set<string>();
  private groups = 0;
  private newest: object | undefined;
  private lastStart = -Infinity;
  private starter: NodeJS.Timeout | undefined;
  private refuser: NodeJS.Timeout | undefined;

  constructor(private readonly options: GroupCommitOptions<Row, Result>) {}

  add(row: Row): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ row, key: this.options.keyOf(row), since: performance.now(), resolve, reject });
      this.refuser ??= this.refuseIn(this.options.patienceMs);
      if (this.starter === undefined) this.schedule();
    });
  }

  private schedule(): void {
    clearTimeout(this.starter);
    this.starter = undefined;
    if (this.waiting.length === 0 || this.groups >= MOST_GROUPS) return;
    const gap = this.newest === undefined ? this.options.gapMs : Math.max(this.options.gapMs, OVERTAKE_MS);
    const wait = this.lastStart + gap - performance.now();
    if (wait <= 0) {
      this.start();
      return;
    }
    this.starter = setTimeout(() => {
      this.starter = undefined;
      this.start();
    }, wait);
  }

  private start(): void {
    const group = this.takeGroup();
    // What waits has a key that is under way: the end of that group is the next time to look.
    if (group.length > 0) void this.runGroup(group);
  }

  private async runGroup(group: Waiting<Row, Result>[]): Promise<void> {
    const me = {};
    this.newest = me;
    this.groups += 1;
    this.lastStart = performance.now();
    try {
      await this.settle(group);
    } finally {
      this.groups -= 1;
      for (const { key } of group) this.keys.delete(key);
      if (this.newest === me) this.newest = undefined;
      this.schedule();
    }
  }

  private takeGroup(): Waiting<Row, Result>[] {
    const group: Waiting<Row, Result>[] = [];
    const later: Waiting<Row, Result>[] = [];
    for (const entry of this.waiting) {
      if (group.length < this.options.maxRows && !this.keys.has(entry.key)) {
        this.keys.add(entry.key);
        group.push(entry);
      } else {
        later.push(entry);
      }
    }
    this.waiting.length = 0;
    this.waiting.push(...later);
    return group;
  }

  private async settle(group: Waiting<Row, Result>[]): Promise<void> {
    try {
      await this.commit(group);
    } catch (error) {
      if (this.options.isFatal(error)) reject(group, error);
      else if (group.length > 1) await this.settleEach(group, error);
      else if (this.options.isTransient(error))
        await this.commit(group).catch((again: unknown) => reject(group, again));
      else reject(group, error);
    }
  }

  private async commit(group: Waiting<Row, Result>[]): Promise<void> {
    const results = await this.options.run(group.map((entry) => entry.row));
    group.forEach((entry, index) => entry.resolve(results[index] as Result));
    this.renewPatience(new Set(group.map(({ key }) => key)));
  }

  /** Who waits behind rows of the same key waits for its turn, not for the database: a flood of guesses is answered in order. */
  private renewPatience(keys: ReadonlySet<string>): void {
    const now = performance.now();
    for (const entry of this.waiting) if (keys.has(entry.key)) entry.since = now;
  }

  /** In a few lanes, so that one row that waits for a lock does not make the others wait again. */
  private async settleEach(group: Waiting<Row, Result>[], error: unknown): Promise<void> {
    const rest = [...group];
    const until = performance.now() + 2 * this.options.patienceMs;
    const lane = async () => {
      for (let entry = rest.shift(); entry !== undefined; entry = rest.shift()) {
        if (performance.now() > until) entry.reject(error);
        else await this.settle([entry]);
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }

  /** A process that was busy looks at what the database has answered meanwhile before it calls the database late. */
  private refuseIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => setImmediate(() => this.refuseLate()), ms);
  }

  private refuseLate(): void {
    const oldest = performance.now() - this.options.patienceMs;
    const late = this.waiting.filter(({ since }) => since <= oldest);
    const kept = this.waiting.filter(({ since }) => since > oldest);
    this.waiting.splice(0, this.waiting.length, ...kept);
    reject(late, new DatabaseTimeout('no commit began in time'));
    const next = Math.min(...kept.map(({ since }) => since));
    this.refuser = kept.length === 0 ? undefined : this.refuseIn(Math.ceil(next - oldest));
  }
}

function reject(group: readonly { reject(error: unknown): void }[], error: unknown): void {
  for (const entry of group) entry.reject(error);
}
