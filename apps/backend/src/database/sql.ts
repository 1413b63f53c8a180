import type { Pool, PoolClient, QueryConfig, QueryResultRow } from 'pg';
import { DatabaseTimeout } from './faults.js';
import { Transaction } from './transaction.js';

/** Longest wait for a statement outside of a transaction: they are short, and somebody waits for them. */
const STATEMENT_MS = 2_000;
/** Longest life of a transaction whose owner does not say otherwise. */
const TRANSACTION_MS = 10_000;
/** For a transaction that a caller waits for: with the wait before it, 503 comes within two seconds. */
export const FOR_A_CALLER = { mostMs: 1_500 } as const;

/**
 * One reviewed statement of a store. Its name makes PostgreSQL parse it once per connection, so a name stands for
 * one text for ever.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** For whoever reads in several statements what is written in one. */
export interface Snapshots {
  /**
   * What is read sees one moment, however much is written meanwhile, and can write nothing. Statements asked for in one
   * breath, and `commit` with them, are one trip.
   */
  snapshot<Result>(read: (tx: Tx) => Promise<Result>, options?: { readonly mostMs?: number }): Promise<Result>;
}

/** Runs statements: either in a transaction of its owner (`Tx`) or on its own (`Sql`). */
export interface Queryable {
  rows<Row extends QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** Number of rows a write touched. */
  count(statement: Statement, values?: readonly unknown[]): Promise<number>;
}

/** A running transaction. Batch functions of the rooms take it first, so that the reader sees what commits together. */
export interface Tx extends Queryable {
  /**
   * Commits; nothing may follow. Asked for in one breath with the last statements, it travels with them and saves a
   * trip; who does not ask has the commit when the work has resolved.
   */
  commit(): Promise<void>;
}

const ONE_SNAPSHOT: Statement = {
  name: 'transaction_snapshot',
  text: 'set transaction isolation level repeatable read, read only',
};

/** pg's own option, which its types leave out. On a pool it also throws away the connection that did not answer. */
interface Query extends QueryConfig {
  readonly query_timeout: number;
}

function queryOf({ name, text }: Statement, values: readonly unknown[]): Query {
  return { name, text, values: values as unknown[], query_timeout: STATEMENT_MS };
}

/**
 * The hot path's door to PostgreSQL: named statements over TypeORM's own connection pool. The pool is asked for at
 * each use, because it exists only once the data source is initialised.
 */
export class Sql implements Queryable, Snapshots {
  constructor(private readonly pool: () => Pool) {}

  async rows<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool().query<Row>(queryOf(statement, values))).rows;
  }

  async count(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    return (await this.pool().query(queryOf(statement, values))).rowCount ?? 0;
  }

  /**
   * Commits when `work` resolves, rolls back when it rejects. A connection whose rollback fails is thrown away. So is
   * one that is not done after `mostMs`: its owner hears DatabaseTimeout, and nobody knows whether a commit that was
   * under way has happened.
   */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>, { mostMs = TRANSACTION_MS } = {}): Promise<Result> {
    const session = await openSession(this.pool(), mostMs);
    const transaction = new Transaction(session.client);
    try {
      const result = await work(transaction);
      await transaction.end();
      return result;
    } catch (error) {
      await transaction.rollback().catch((rollbackError: Error) => session.lose(rollbackError));
      throw session.isOverdue ? new DatabaseTimeout('the database did not answer in time', { cause: error }) : error;
    } finally {
      session.end();
    }
  }

  snapshot<Result>(
    read: (tx: Tx) => Promise<Result>,
    options: { readonly mostMs?: number } = FOR_A_CALLER,
  ): Promise<Result> {
    return this.transaction(async (tx) => (await Promise.all([tx.rows(ONE_SNAPSHOT), read(tx)]))[1], options);
  }
}

/** A connection while it is ours: it may be lost at any time, and must not be kept for ever. */
class Session {
  isOverdue = false;
  private broken: Error | undefined;
  private readonly timer: NodeJS.Timeout;
  // The server may end the connection while it is ours; an error event that nobody hears would end the process.
  private readonly onLost = (error: Error) => this.lose(error);

  constructor(
    readonly client: PoolClient,
    leftMs: number,
  ) {
    client.on('error', this.onLost);
    this.timer = setTimeout(() => this.cut(), leftMs);
  }

  lose(error: Error): void {
    this.broken = error;
  }

  end(): void {
    clearTimeout(this.timer);
    this.client.release(this.broken);
    this.client.removeListener('error', this.onLost);
  }

  /** Every statement under way and to come is rejected at once: with one outstanding, `end` closes the socket. */
  private cut(): void {
    this.isOverdue = true;
    this.lose(new DatabaseTimeout('this connection did not answer in time'));
    void endNow(this.client);
  }
}

/**
 * Takes a connection for at most so long, the wait for it included. Its end may stand in the same packet as what made it
 * ours, so it is listened to within the call: a promise would come a moment too late.
 */
function openSession(pool: Pool, mostMs: number): Promise<Session> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    pool.connect((error, client) => {
      if (client === undefined) reject(error ?? new Error('the pool gave no connection'));
      else resolve(new Session(client, startedAt + mostMs - performance.now()));
    });
  });
}

/** A pooled client has the methods of a client of its own; its types hide the one that ends it. */
function endNow(client: PoolClient): Promise<void> {
  return (client as unknown as { end(): Promise<void> }).end();
}
