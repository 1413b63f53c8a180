/** Rows that wait for the next commit, and how their waiters are told. */
interface Waiting<Row, Result> {
  readonly row: Row;
  readonly key: string;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export interface GroupCommitOptions<Row, Result> {
  /** One transaction for all rows; one result per row, in order. */
  readonly run: (rows: Row[]) => Promise<Result[]>;
  /** Rows with the same key never share a group: their statements would not see each other. */
  readonly keyOf: (row: Row) => string;
  /** Least time between the starts of two groups. The first after an idle time starts at once. */
  readonly gapMs: number;
  readonly maxRows: number;
  /** True when the failure is the database's and not one row's: then the rows are not tried one by one. */
  readonly isFatal: (error: unknown) => boolean;
}

/**
 * Lets requests share commits. A commit costs about the same whatever it carries, so under load rows that arrive
 * while one runs go together into the next. One group at a time; a row that breaks its group is tried alone, so that
 * it fails alone.
 */
export class GroupCommit<Row, Result> {
  private readonly waiting: Waiting<Row, Result>[] = [];
  private isRunning = false;
  private timer: NodeJS.Timeout | undefined;
  private lastStart = 0;

  constructor(private readonly options: GroupCommitOptions<Row, Result>) {}

  add(row: Row): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.waiting.push({ row, key: this.options.keyOf(row), resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.isRunning || this.timer !== undefined || this.waiting.length === 0) return;
    const wait = this.lastStart + this.options.gapMs - performance.now();
    if (wait <= 0) {
      void this.runGroup();
      return;
    }
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.runGroup();
    }, wait);
  }

  private async runGroup(): Promise<void> {
    this.isRunning = true;
    this.lastStart = performance.now();
    const group = this.takeGroup();
    try {
      await this.settle(group);
    } finally {
      this.isRunning = false;
      this.schedule();
    }
  }

  private takeGroup(): Waiting<Row, Result>[] {
    const group: Waiting<Row, Result>[] = [];
    const later: Waiting<Row, Result>[] = [];
    const keys = new Set<string>();
    for (const entry of this.waiting) {
      if (group.length < this.options.maxRows && !keys.has(entry.key)) {
        keys.add(entry.key);
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
      const results = await this.options.run(group.map((entry) => entry.row));
      group.forEach((entry, index) => entry.resolve(results[index] as Result));
    } catch (error) {
      if (group.length === 1 || this.options.isFatal(error)) {
        for (const entry of group) entry.reject(error);
        return;
      }
      for (const entry of group) await this.settle([entry]);
    }
  }
}
