import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { PriceFault } from '@codewire/contracts';
import type { Sql } from '../database/sql.js';
import { commandAuthor } from '../platform/author.js';
import type { PriceCounts } from '../sms-transport/price-changes.js';
import { printPriceList, type FaultyLine } from '../sms-transport/price-list.js';
import { PriceLists } from '../sms-transport/price-lists.js';
import { PriceStore } from '../sms-transport/price.store.js';
import { chooseCarrier } from './choose-carrier.js';
import { openAudit } from './command-audit.js';
import { UsageError, type CommandIo } from './command.js';
import { withDatabase } from './with-database.js';

/** Prints the prices of a carrier, or says what a list in a file would do to them; does it when it is told to. */
export function pricesOfCarrier(args: string[], io: CommandIo): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { apply: { type: 'boolean', default: false } },
  });
  const [name, file, ...rest] = positionals;
  if (name === undefined || rest.length > 0) throw new UsageError('Say whose prices, by its name: see `carrier list`.');
  if (file === undefined && values.apply) throw new UsageError('Say which file to import.');
  const csv = file === undefined ? undefined : readList(file);
  return withDatabase(io, 'carrier', (sql) =>
    csv === undefined ? printPrices(sql, io, name) : importPrices({ sql, io, name, csv, isApplied: values.apply }),
  );
}

function readList(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (error) {
    throw new Error(`The list could not be read: ${(error as Error).message}`, { cause: error });
  }
}

/** In the form of a file that can be imported. */
async function printPrices(sql: Sql, io: CommandIo, name: string): Promise<void> {
  const { id } = await chooseCarrier(sql, name);
  io.print(printPriceList(await new PriceStore(sql).listPrices(id)).trimEnd());
}

interface Import {
  readonly sql: Sql;
  readonly io: CommandIo;
  readonly name: string;
  readonly csv: string;
  readonly isApplied: boolean;
}

async function importPrices({ sql, io, name, csv, isApplied }: Import): Promise<void> {
  const carrier = await chooseCarrier(sql, name);
  const lists = new PriceLists(sql, openAudit(io));
  const outcome = await (isApplied ? lists.import(commandAuthor(), carrier.id, csv) : lists.tryImport(carrier.id, csv));
  switch (outcome.kind) {
    case 'read':
      io.print(`${carrier.name}: ${describeCounts(outcome.counts)}.`);
      return io.print(isApplied ? 'Imported.' : 'Nothing was changed: add --apply to import it.');
    case 'faulty':
      throw new Error(`${outcome.faults.map(describeFault).join('\n')}\nNothing was changed.`);
    case 'unknown':
      throw new Error(`The carrier "${name}" has just been deleted.`);
  }
}

function describeCounts({ added, changed, removed, unchanged }: PriceCounts): string {
  return `${added} added, ${changed} changed, ${removed} removed, ${unchanged} as before`;
}

const FAULTS: Readonly<Record<PriceFault, string>> = {
  columns: 'a line has three columns: prefix, price, currency',
  quotes: 'a quote has no end, or letters behind it',
  blank: 'a cell is empty',
  formula: 'a cell is a formula',
  prefix_form: 'a prefix is digits, calling code first, without + or 00',
  prefix_unknown: 'no number begins like this prefix',
  prefix_too_long: 'a prefix has at most four digits behind the calling code',
  duplicate: 'this prefix stands further up already',
  price_form: 'a price is a number such as 0.075, without a sign or a unit',
  too_many_decimals: 'a price has at most six decimals',
  currency_form: 'a currency is three capital letters, such as EUR',
  mixed_currencies: 'the lines above are in another currency',
  other_currency: 'the prices of other carriers are in another currency, and these would be compared with them',
  too_many_lines: 'a list has at most 100,000 lines',
};

function describeFault({ line, cause }: FaultyLine): string {
  return `Line ${line}: ${FAULTS[cause]}.`;
}
