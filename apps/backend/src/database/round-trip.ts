import { createRequire } from 'node:module';
import pg, { type Connection, type QueryConfig, type QueryResult, type Submittable } from 'pg';

/** A value as PostgreSQL's text or binary input, as pg itself sends it; no type describes this part of pg. */
const { prepareValue } = createRequire(import.meta.url)('pg/lib/utils.js') as {
  prepareValue(value: unknown): unknown;
};

/** One statement on its way to the server, and who waits for what it gives. */
export interface Step {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
  resolve(result: QueryResult): void;
  reject(error: unknown): void;
}

/** What pg's own queries use of a connection; its types leave most of it out. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  readonly parsedStatements: Record<string, string | undefined>;
  readonly submittedNamedStatements: Record<string, string | undefined>;
  parse(statement: { name: string; text: string }): void;
  bind(portal: { statement: string; values: unknown[] }): void;
  describe(what: { type: 'P'; name: string }): void;
  execute(portal: { portal: string }): void;
  sync(): void;
}

/** Collects what the server says of one statement, as pg reads it. */
interface Reader {
  handleRowDescription(message: unknown): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: unknown): void;
  handleReadyForQuery(connection: unknown): void;
}

const QueryReader = pg.Query as unknown as new (
  config: QueryConfig,
  values: undefined,
  callback: (error: Error | null, result: QueryResult) => void,
) => Reader;

interface Travelling {
  readonly step: Step;
  readonly values: unknown[];
  readonly reader: Reader;
}

/**
 * Statements that go to the server in one write and are answered together, in order: on a busy server the trip costs
 * more than most statements. Each sees what those before it did. The first that fails takes all behind it with it
 * (PostgreSQL 55.2.4, pipelining under one Sync), and everyone hears its error, those before it too: a step is done
 * only when all are.
 */
export class RoundTrip implements Submittable {
  private readonly travelling: readonly Travelling[];
  private at = 0;
  private isSettled = false;

  constructor(steps: readonly Step[]) {
    this.travelling = steps.map((step) => ({
      step,
      // Before anything is written: a value that cannot be sent must not leave half a trip on the wire.
      values: step.values.map((value) => prepareValue(value)),
      reader: new QueryReader({ text: step.text }, undefined, (error, result) => {
        if (error === null) step.resolve(result);
        else step.reject(error);
      }),
    }));
  }

  /** For pg, which notes by these which statement a connection has parsed. */
  get name(): string | undefined {
    return this.travelling[this.at]?.step.name;
  }

  get text(): string | undefined {
    return this.travelling[this.at]?.step.text;
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    wire.stream.cork();
    for (const { step, values } of this.travelling) {
      const { name, text } = step;
      if ((wire.parsedStatements[name] ?? wire.submittedNamedStatements[name]) === undefined) {
        wire.parse({ name, text });
        wire.submittedNamedStatements[name] = text;
      }
      wire.bind({ statement: name, values });
      wire.describe({ type: 'P', name: '' });
      wire.execute({ portal: '' });
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription(message: unknown): void {
    this.travelling[this.at]?.reader.handleRowDescription(message);
  }

  handleDataRow(message: unknown): void {
    this.travelling[this.at]?.reader.handleDataRow(message);
  }

  handleCommandComplete(message: unknown, connection: unknown): void {
    this.travelling[this.at]?.reader.handleCommandComplete(message, connection);
    this.at += 1;
  }

  handleEmptyQuery(): void {
    this.at += 1;
  }

  handleReadyForQuery(connection: unknown): void {
    if (this.isSettled) return;
    this.isSettled = true;
    for (const { reader } of this.travelling) reader.handleReadyForQuery(connection);
  }

  handleError(error: Error, connection: unknown): void {
    if (this.isSettled) return;
    this.isSettled = true;
    // The server passed over these: what was to be parsed for the first time was not.
    const { submittedNamedStatements } = connection as Wire;
    for (const { step } of this.travelling.slice(this.at)) delete submittedNamedStatements[step.name];
    for (const { step } of this.travelling) step.reject(error);
  }
}
