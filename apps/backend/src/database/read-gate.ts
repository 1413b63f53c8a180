import type { QueryResultRow } from 'pg';
import { DatabaseTimeout } from './faults.js';
import type { Queryable, Sql, Statement, Tx } from './sql.js';

/** Of a process's connections the reads that pass here take a fifth, and never more than so many. */
const MOST_AT_ONCE = 4;
/** A read's longest life, the wait for its turn included: somebody waits for it. */
const READ_MS = 2_000;
const WAIT_MS = 1_500;

/** How many reads may be under way at once in a process that has so many connections. */
export function readsAtOnce(poolSize: number): number {
  return Math.max(1, Math.min(MOST_AT_ONCE, Math.floor(poolSize / 5)));
}

/**
 * The way to PostgreSQL of those who look at much: a few of them at once, the others in the order in which they came.
 * However many pages of the console are open, starts and checks find a connection. Whose turn does not come in time hears
 * what he hears of a database that does not answer. A read that waits for another one must not hold a place meanwhile.
 */
export class ReadGate implements Pick<Queryable, 'rows'>, Pick<Sql, 'transaction'> {
  private readonly waiting = new Set<() => void>();
  private underWay = 0;

  constructor(
    private readonly sql: Pick<Sql, 'transaction'>,
    private readonly mostAtOnce: number,
  ) {}

  async rows<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.transaction((tx) => Promise.all([tx.rows<Row>(statement, values), tx.commit()]));
    return rows;
  }

  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const untilMs = performance.now() + READ_MS;
    await this.enter();
    try {
      return await this.sql.transaction(work, { mostMs: untilMs - performance.now() });
    } finally {
      this.leave();
    }
  }

  private async enter(): Promise<void> {
    if (this.underWay >= this.mostAtOnce) return this.wait();
    this.underWay += 1;
  }

  private wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const goOn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.delete(goOn);
        reject(new DatabaseTimeout('too many reads came before this one'));
      }, WAIT_MS);
      this.waiting.add(goOn);
    });
  }

  /** Whoever waits longest has the place from the one who leaves it: nobody comes between. */
  private leave(): void {
    const [next] = this.waiting;
    if (next === undefined) {
      this.underWay -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
