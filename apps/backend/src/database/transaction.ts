import type { PoolClient, QueryResult, QueryResultRow } from 'pg';
import { RoundTrip, type Step } from './round-trip.js';
import type { Statement, Tx } from './sql.js';

const BEGIN: Statement = { name: 'transaction_begin', text: 'begin' };
const COMMIT: Statement = { name: 'transaction_commit', text: 'commit' };
const ROLLBACK: Statement = { name: 'transaction_rollback', text: 'rollback' };

/**
 * Statements asked for in one breath (without awaiting one before the next is asked) travel together: `begin` with the
 * first, `commit` with the last if it is asked for beside it.
 */
export class Transaction implements Tx {
  private waiting: Step[] = [];
  private isBegun = false;
  private isCommitted = false;

  constructor(private readonly client: PoolClient) {}

  async rows<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.ask(statement, values)).rows as Row[];
  }

  async count(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    return (await this.ask(statement, values)).rowCount ?? 0;
  }

  async commit(): Promise<void> {
    const committing = this.ask(COMMIT, []);
    this.isCommitted = true;
    // A transaction with a failed statement in it is rolled back by its own commit, which says so and does not fail.
    if ((await committing).command !== 'COMMIT') throw new Error('the transaction was rolled back by its commit');
  }

  /** Commits what its work has not committed itself. */
  async end(): Promise<void> {
    if (this.isBegun && !this.isCommitted) await this.commit();
  }

  async rollback(): Promise<void> {
    if (!this.isBegun) return;
    this.isCommitted = false;
    await this.ask(ROLLBACK, []);
  }

  private ask({ name, text }: Statement, values: readonly unknown[]): Promise<QueryResult> {
    if (this.isCommitted) return Promise.reject(new Error(`${name} was asked for after the commit`));
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) queueMicrotask(() => this.send());
      this.waiting.push({ name, text, values, resolve, reject });
    });
  }

  private send(): void {
    const steps = this.waiting;
    this.waiting = [];
    if (!this.isBegun) {
      this.isBegun = true;
      steps.unshift({ ...BEGIN, values: [], resolve: () => undefined, reject: () => undefined });
    }
    try {
      this.client.query(new RoundTrip(steps));
    } catch (error) {
      for (const step of steps) step.reject(error);
    }
  }
}
