import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { beginsOf } from './days.js';
import { CopyIn } from './copy-in.js';
import { COLUMNS, noLines, TABLES, type Lines, type Table } from './tables.js';
import type { Teller } from './teller.js';

/** Messages whose lines are made at a time. */
const BATCH = 500;
/** Indexes that are built at once: one for each core of a small machine. */
const BUILDERS = 2;
/** Sleeps for nothing, and sorts in memory: the session ends with the command. */
const SETTINGS = ['synchronous_commit=off', 'maintenance_work_mem=512MB', 'max_parallel_maintenance_workers=0'];

interface IndexRow {
  readonly name: string;
  readonly definition: string;
  /** Its constraint's own words, where it has one. */
  readonly constraint: string | null;
}

const INDEXES_OF = `select i.relname as name, pg_get_indexdef(i.oid) as definition, pg_get_constraintdef(c.oid) as constraint
  from pg_index x join pg_class i on i.oid = x.indexrelid left join pg_constraint c on c.conindid = i.oid
  where x.indrelid = $1::regclass order by i.relname`;

/** A table that is being filled, in a transaction of its own: a run that breaks off leaves it as it was. */
class Filling {
  private indexes: readonly IndexRow[] = [];
  private copy!: CopyIn;

  private constructor(
    private readonly client: pg.Client,
    private readonly table: Table,
  ) {}

  static async begin(url: string, table: Table, isEmptied: boolean): Promise<Filling> {
    const options = SETTINGS.map((setting) => `-c ${setting}`).join(' ');
    const client = new pg.Client({ connectionString: url, application_name: 'codewire seed', options });
    await client.connect();
    const filling = new Filling(client, table);
    await client.query('begin');
    if (isEmptied) await client.query(`truncate ${table}`);
    await filling.dropIndexes();
    // Rows of a table that this transaction has emptied are everybody's from the first: none is written again later.
    filling.copy = await CopyIn.begin(client, table, COLUMNS[table], isEmptied ? ' with (freeze)' : '');
    return filling;
  }

  write(lines: string): Promise<void> {
    return lines === '' ? Promise.resolve() : this.copy.write(lines);
  }

  async endCopy(): Promise<void> {
    await this.copy.end();
  }

  async rebuild(): Promise<void> {
    for (const { name, definition, constraint } of this.indexes) {
      const isConstraint = constraint !== null;
      await this.client.query(
        isConstraint ? `alter table ${this.table} add constraint ${name} ${constraint}` : definition,
      );
    }
    await this.client.query(`analyze ${this.table}`);
  }

  async commit(): Promise<void> {
    await this.client.query('commit');
  }

  /** Undoes what is not committed. */
  async close(): Promise<void> {
    await this.client.end();
  }

  private async dropIndexes(): Promise<void> {
    this.indexes = (await this.client.query<IndexRow>(INDEXES_OF, [this.table])).rows;
    for (const { name, constraint } of this.indexes) {
      await this.client.query(
        constraint === null ? `drop index ${name}` : `alter table ${this.table} drop constraint ${name}`,
      );
    }
  }
}

export interface FillOptions {
  readonly url: string;
  readonly count: number;
  readonly endMs: number;
  /** What is in the tables goes. */
  readonly isEmptied: boolean;
  readonly teller: Teller;
  readonly onStep: (told: string) => void;
}

/**
 * Fills all tables at once, oldest messages first, through one connection each; then builds their indexes, and commits
 * one after the other.
 */
export async function fill({ url, count, endMs, isEmptied, teller, onStep }: FillOptions): Promise<void> {
  const fillings = new Map<Table, Filling>();
  try {
    for (const table of TABLES) fillings.set(table, await Filling.begin(url, table, isEmptied));
    await copyAll(fillings, teller, beginsOf(count, endMs));
    onStep(`${count} messages are told; now their indexes`);
    await rebuildAll([...fillings.values()]);
    for (const filling of fillings.values()) await filling.commit();
  } finally {
    await Promise.all([...fillings.values()].map((filling) => filling.close().catch(() => undefined)));
  }
}

async function copyAll(fillings: ReadonlyMap<Table, Filling>, teller: Teller, begins: Iterable<number>): Promise<void> {
  const flush = async (lines: Lines) => {
    await Promise.all([...fillings].map(([table, filling]) => filling.write(lines[table])));
  };
  let lines = noLines();
  let held = 0;
  for (const at of begins) {
    teller.tell(at, lines);
    held += 1;
    if (held < BATCH) continue;
    await flush(lines);
    // Sockets are written to between two turns.
    await turn();
    lines = noLines();
    held = 0;
  }
  await flush(lines);
  for (const filling of fillings.values()) await filling.endCopy();
}

async function rebuildAll(fillings: Filling[]): Promise<void> {
  const build = async () => {
    for (let filling = fillings.pop(); filling !== undefined; filling = fillings.pop()) await filling.rebuild();
  };
  await Promise.all(Array.from({ length: BUILDERS }, build));
}
