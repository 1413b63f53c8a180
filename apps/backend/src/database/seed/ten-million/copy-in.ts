import { once } from 'node:events';
import type { Client, Connection, Submittable } from 'pg';

/** Octets that wait for the server before more are made: it takes in what was made while the next is. */
const MOST_WAITING = 4 * 2 ** 20;

/** What pg's own types leave out of a connection. */
interface CopyConnection extends Connection {
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** PostgreSQL's "COPY Binary Format": signature, flags, no extension; and behind the last row a count of -1. */
const BEGIN = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const END = Buffer.from([0xff, 0xff]);
/** Of the protocol: what follows is part of a COPY. */
const COPY_DATA = 0x64;

/** COPY ... FROM STDIN in binary form, which costs the server less to read than text; written as it is made. */
export class CopyIn implements Submittable {
  private connection: CopyConnection | undefined;
  private readonly ready: Promise<void>;
  private readonly done: Promise<void>;
  private settle!: { ready: () => void; done: () => void; fail: (error: Error) => void };
  private failure: Error | undefined;

  private constructor(private readonly text: string) {
    const [ready, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    [this.ready, this.done] = [ready.promise, done.promise];
    this.settle = {
      ready: ready.resolve,
      done: done.resolve,
      fail: (error) => {
        ready.reject(error);
        done.reject(error);
      },
    };
    // Who waits for them hears of it; until then nobody does.
    this.ready.catch(() => undefined);
    this.done.catch(() => undefined);
  }

  /** Resolves when the server takes rows. */
  static async begin(client: Client, table: string, columns: readonly string[], options = ''): Promise<CopyIn> {
    const copy = new CopyIn(`copy ${table} (${columns.join(', ')}) from stdin with (format binary${options})`);
    client.query(copy);
    await copy.ready;
    await copy.write(BEGIN);
    return copy;
  }

  /** Resolves when the next may be written: no more than some megabytes wait in memory. */
  async write(rows: Buffer): Promise<void> {
    if (this.failure !== undefined) throw this.failure;
    const { connection } = this;
    if (connection === undefined) throw new Error('this COPY has not begun');
    sendChunk(connection, rows);
    if (connection.stream.writableLength > MOST_WAITING)
      await Promise.race([once(connection.stream, 'drain'), this.done]);
  }

  /** Resolves when all rows are in their table. */
  async end(): Promise<void> {
    await this.write(END);
    this.connection?.endCopyFrom();
    await this.done;
  }

  submit(connection: Connection): void {
    this.connection = connection as CopyConnection;
    this.connection.query(this.text);
  }

  // What pg calls on a statement that is under way.
  handleCopyInResponse(): void {
    this.settle.ready();
  }

  handleCommandComplete(): void {
    // The connection is ours until it says that it is ready.
  }

  handleReadyForQuery(): void {
    this.settle.done();
  }

  handleError(error: Error): void {
    this.failure = error;
    this.settle.fail(error);
  }
}

/** As pg's own does, which copies each chunk. */
function sendChunk({ stream }: CopyConnection, chunk: Buffer): void {
  const head = Buffer.alloc(5);
  head[0] = COPY_DATA;
  // The length counts itself.
  head.writeUInt32BE(chunk.length + 4, 1);
  stream.cork();
  stream.write(head);
  stream.write(chunk);
  stream.uncork();
}
