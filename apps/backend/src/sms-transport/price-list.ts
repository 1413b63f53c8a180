import { MOST_PRICES, type PriceFault } from '@codewire/contracts';
import { judgePrefix } from '@codewire/otp';

/** What a segment costs to numbers that begin like this. */
export interface ListedPrice {
  readonly prefix: string;
  /** Decimal, in the one spelling that is stored: no zeros that say nothing. */
  readonly price: string;
  /** ISO 4217. */
  readonly currency: string;
}

export interface FaultyLine {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly cause: PriceFault;
}

export type ParsedPrices =
  | { readonly kind: 'prices'; readonly prices: readonly ListedPrice[]; readonly firstLine: number }
  | { readonly kind: 'faulty'; readonly faults: readonly FaultyLine[] };

const MOST_FAULTS = 100;
/** Longer ones are no prices, and would take long to look at. */
const LONGEST_LINE = 200;
const COLUMNS = ['prefix', 'price', 'currency'];
/** What a spreadsheet would run. */
const FORMULA = /^[=@\t]|^[+-](?![0-9.,]*$)/;
const PREFIX = /^[1-9][0-9]*$/;
const PRICE = /^([0-9]{1,6})(?:[.,]([0-9]+))?$/;
const MOST_DECIMALS = 6;
const CURRENCY = /^[A-Z]{3}$/;

/**
 * Reads a price list: lines of prefix, price and currency with a comma or a semicolon between them, in quotes or not,
 * with a first line of the names or not. A price may have a decimal comma where the cell can be told from its neighbour.
 * Tells what is wrong line by line, the first hundred; an empty line is none. Linear in the length of the text.
 */
export function parsePriceList(csv: string): ParsedPrices {
  const reader = new PriceReader();
  const lines = csv.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  lines.forEach((text, index) => {
    if (text.trim() !== '') reader.read(text, index + 1);
  });
  return reader.end();
}

/** The list as a file that `parsePriceList` reads. */
export function printPriceList(prices: readonly ListedPrice[]): string {
  const lines = prices.map(({ prefix, price, currency }) => `${prefix},${price},${currency}\n`);
  return `${COLUMNS.join(',')}\n${lines.join('')}`;
}

class PriceReader {
  private readonly prices: ListedPrice[] = [];
  private readonly faults: FaultyLine[] = [];
  private readonly seen = new Set<string>();
  private separator: string | undefined;
  private currency: string | undefined;
  private firstLine = 1;

  /** The first line tells what stands between cells. */
  read(text: string, line: number): void {
    if (text.length > LONGEST_LINE) return void this.faults.push({ line, cause: 'columns' });
    const isFirst = this.separator === undefined;
    this.separator ??= text.includes(';') ? ';' : ',';
    const cells = cellsOf(text, this.separator);
    if (isFirst && cells !== undefined && isHead(cells)) return;
    if (this.prices.length === 0 && this.faults.length === 0) this.firstLine = line;
    const cause = cells === undefined ? 'quotes' : this.take(cells);
    if (cause !== undefined) this.faults.push({ line, cause });
  }

  end(): ParsedPrices {
    if (this.faults.length > 0) return { kind: 'faulty', faults: this.faults.slice(0, MOST_FAULTS) };
    return { kind: 'prices', prices: this.prices, firstLine: this.firstLine };
  }

  private take(cells: readonly string[]): PriceFault | undefined {
    const [prefix = '', price = '', currency = ''] = cells;
    const cause =
      faultOfCells(cells) ?? faultOfPrefix(prefix) ?? faultOfPrice(price) ?? this.faultOfLine(prefix, currency);
    if (cause !== undefined) return cause;
    this.seen.add(prefix);
    this.currency ??= currency;
    this.prices.push({ prefix, price: plainPrice(price), currency });
    return undefined;
  }

  private faultOfLine(prefix: string, currency: string): PriceFault | undefined {
    if (!CURRENCY.test(currency)) return 'currency_form';
    if (currency !== (this.currency ?? currency)) return 'mixed_currencies';
    if (this.seen.has(prefix)) return 'duplicate';
    return this.prices.length === MOST_PRICES ? 'too_many_lines' : undefined;
  }
}

/** The cells of a line, without the blanks around them; undefined where a quote has no end, or letters behind it. */
function cellsOf(text: string, separator: string): string[] | undefined {
  if (!text.includes('"')) return text.split(separator).map(withoutBlanks);
  const cells: string[] = [];
  for (let at = 0; at <= text.length; at += 1) {
    const quoted = /^[ ]*"((?:[^"]|"")*)"[ ]*/.exec(text.slice(at));
    const end = quoted === null ? endOf(text, separator, at) : at + quoted[0].length;
    if (end < text.length && text[end] !== separator) return undefined;
    const cell = quoted === null ? text.slice(at, end) : (quoted[1] as string).replaceAll('""', '"');
    if (quoted === null && cell.includes('"')) return undefined;
    cells.push(withoutBlanks(cell));
    at = end;
  }
  return cells;
}

function endOf(text: string, separator: string, from: number): number {
  const end = text.indexOf(separator, from);
  return end < 0 ? text.length : end;
}

/** Tabs stay: they begin a formula. */
function withoutBlanks(cell: string): string {
  return cell.replace(/^ +| +$/g, '');
}

function isHead(cells: readonly string[]): boolean {
  return cells.join(',').toLowerCase() === COLUMNS.join(',');
}

function faultOfCells(cells: readonly string[]): PriceFault | undefined {
  if (cells.length !== COLUMNS.length) return 'columns';
  if (cells.some((cell) => cell === '')) return 'blank';
  return cells.some((cell) => FORMULA.test(cell)) ? 'formula' : undefined;
}

function faultOfPrefix(prefix: string): PriceFault | undefined {
  if (!PREFIX.test(prefix)) return 'prefix_form';
  const judged = judgePrefix(prefix);
  if (judged.kind === 'fits') return undefined;
  return judged.kind === 'unknown' ? 'prefix_unknown' : 'prefix_too_long';
}

function faultOfPrice(price: string): PriceFault | undefined {
  const parts = PRICE.exec(price);
  if (parts === null) return 'price_form';
  return (parts[2]?.length ?? 0) > MOST_DECIMALS ? 'too_many_decimals' : undefined;
}

/** `007,50` as `7.5`. */
function plainPrice(price: string): string {
  const [whole = '', places = ''] = price.split(/[.,]/);
  const rest = places.replace(/0+$/, '');
  return `${whole.replace(/^0+(?=[0-9])/, '')}${rest === '' ? '' : `.${rest}`}`;
}
