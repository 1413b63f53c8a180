/** What a cell may hold. */
export type Cell = string | number | boolean | null;

/** What a spreadsheet takes for the begin of a formula, in its wide forms too (ASVS 1.2.10). */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n\0]/;
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;
/** What either may be true of: of most cells neither is, and one look tells. */
const NEEDS_CARE = /^[=+\-@＝＋－＠\s\0]|[",;\t\r\n]|\s$/;

/** UTF-8 by its mark: without one spreadsheets guess. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A line of RFC 4180. A text that a spreadsheet would calculate has an apostrophe before it: there it is a text. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  if (!NEEDS_CARE.test(cell)) return cell;
  const inert = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
