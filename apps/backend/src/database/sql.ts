import type { Pool, PoolClient, QueryResultRow } from 'pg';

/**
 * One reviewed statement of a store. Its name makes PostgreSQL parse it once per connection, so a name stands for
 * one text for ever.
 */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

/** Runs statements: either in a transaction of its owner (`Tx`) or on its own (`Sql`). */
export interface Queryable {
  rows<Row extends QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>;
  /** Number of rows a write touched. */
  count(statement: Statement, values?: readonly unknown[]): Promise<number>;
}

/** A running transaction. Batch functions of the rooms take it first, so that the reader sees what commits together. */
export interface Tx extends Queryable {
  readonly isTransaction: true;
}

class Client implements Tx {
  readonly isTransaction = true;

  constructor(private readonly client: () => Pick<PoolClient, 'query'>) {}

  async rows<Row extends QueryResultRow>(statement: Statement, values: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.client().query<Row>({ ...statement, values: values as unknown[] });
    return result.rows;
  }

  async count(statement: Statement, values: readonly unknown[] = []): Promise<number> {
    const result = await this.client().query({ ...statement, values: values as unknown[] });
    return result.rowCount ?? 0;
  }
}

/**
 * The hot path's door to PostgreSQL: named statements over TypeORM's own connection pool. The pool is asked for at
 * each use, because it exists only once the data source is initialised.
 */
export class Sql implements Queryable {
  private readonly direct: Client;

  constructor(private readonly pool: () => Pool) {
    this.direct = new Client(pool);
  }

  rows<Row extends QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]> {
    return this.direct.rows<Row>(statement, values);
  }

  count(statement: Statement, values?: readonly unknown[]): Promise<number> {
    return this.direct.count(statement, values);
  }

  /** Commits when `work` resolves, rolls back when it rejects. A connection whose rollback fails is thrown away. */
  async transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
    const client = await this.pool().connect();
    let broken: Error | undefined;
    // The server may end the connection while it is ours; an error event that nobody hears would end the process.
    const onLost = (error: Error) => {
      broken = error;
    };
    client.on('error', onLost);
    try {
      await client.query('begin');
      const result = await work(new Client(() => client));
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.release(broken);
      client.removeListener('error', onLost);
    }
  }
}
