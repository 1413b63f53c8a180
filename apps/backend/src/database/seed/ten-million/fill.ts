import { availableParallelism } from 'node:os';
import { setImmediate as turn } from 'node:timers/promises';
import pg from 'pg';
import { beginsOf } from './days.js';
import { CopyIn } from './copy-in.js';
import { columnsOf, KEPT_INDEXES, noRows, TABLES, type Table } from './tables.js';
import type { Teller } from './teller.js';

/** Messages whose rows are made at a time. */
const BATCH = 500;
/** Indexes that are built at once: the machine has nothing else to do. */
const BUILDERS = availableParallelism();
/** Sleeps for nothing; sorts in parts: with gigabytes to sort in, five million rows took no less. */
const SETTINGS = ['synchronous_commit=off', 'maintenance_work_mem=64MB', 'max_parallel_maintenance_workers=0'];

interface IndexRow {
  readonly name: string;
  readonly definition: string;
  /** Its constraint's own words, where it has one. */
  readonly constraint: string | null;
}

const INDEXES_OF = `select i.relname as name, pg_get_indexdef(i.oid) as definition, pg_get_constraintdef(c.oid) as constraint
  from pg_index x join pg_class i on i.oid = x.indexrelid left join pg_constraint c on c.conindid = i.oid
  where x.indrelid = $1::regclass and i.relname <> all ($2::text[]) order by i.relname`;

const ROOM_OF = `select option_value as room from pg_class, pg_options_to_table(reloptions)
  where oid = $1::regclass and option_name = 'fillfactor'`;

/** A table that is being filled, in a transaction of its own: a run that breaks off leaves it as it was. */
class Filling {
  private indexes: readonly IndexRow[] = [];
  private copy!: CopyIn;
  private roomBack = '';

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
    await filling.giveNoRoom();
    // Rows of a table that this transaction has emptied are everybody's from the first: none is written again later.
    filling.copy = await CopyIn.begin(client, table, columnsOf(table), isEmptied ? ', freeze' : '');
    return filling;
  }

  write(rows: Buffer): Promise<void> {
    return rows.length === 0 ? Promise.resolve() : this.copy.write(rows);
  }

  async endCopy(): Promise<void> {
    await this.copy.end();
    await this.client.query(`alter table ${this.table} ${this.roomBack}`);
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

  /** Messages that are over change no more: the room for changes would be a fifth of all that is written. */
  private async giveNoRoom(): Promise<void> {
    const [present] = (await this.client.query<{ room: string }>(ROOM_OF, [this.table])).rows;
    this.roomBack = present === undefined ? 'reset (fillfactor)' : `set (fillfactor = ${present.room})`;
    await this.client.query(`alter table ${this.table} set (fillfactor = 100)`);
  }

  private async dropIndexes(): Promise<void> {
    this.indexes = (await this.client.query<IndexRow>(INDEXES_OF, [this.table, KEPT_INDEXES])).rows;
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
  const rows = noRows();
  const flush = () => Promise.all([...fillings].map(([table, filling]) => filling.write(rows[table].take())));
  let held = 0;
  for (const at of begins) {
    teller.tell(at, rows);
    held += 1;
    if (held < BATCH) continue;
    await flush();
    // Sockets are written to between two turns.
    await turn();
    held = 0;
  }
  await flush();
  for (const filling of fillings.values()) await filling.endCopy();
}

async function rebuildAll(fillings: Filling[]): Promise<void> {
  const build = async () => {
    for (let filling = fillings.shift(); filling !== undefined; filling = fillings.shift()) await filling.rebuild();
  };
  await Promise.all(Array.from({ length: BUILDERS }, build));
}
