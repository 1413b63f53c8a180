import type { MessageExport } from '@codewire/contracts';
import { BYTE_ORDER_MARK, csvLine, type Cell } from './csv.js';

/** A row of a list, under the names of its columns. */
export type ExportRow = Readonly<Record<string, Cell>>;

export interface ExportFormat {
  readonly contentType: string;
  readonly begin: (columns: readonly string[]) => string;
  readonly rows: (columns: readonly string[], rows: readonly ExportRow[]) => string;
  /** What tells a whole file from one that broke off; nothing where the format has no place for it. */
  readonly end: (told: { readonly rows: number; readonly isCapped: boolean }) => string;
}

const cellsOf = (columns: readonly string[], row: ExportRow) => columns.map((column) => row[column] ?? null);

const CSV: ExportFormat = {
  contentType: 'text/csv; charset=utf-8; header=present',
  begin: (columns) => BYTE_ORDER_MARK + csvLine(columns),
  rows: (columns, rows) => rows.map((row) => csvLine(cellsOf(columns, row))).join(''),
  // Any line would be a row to whoever reads it: a file that broke off is told by its connection, which is cut.
  end: () => '',
};

const NDJSON: ExportFormat = {
  contentType: 'application/x-ndjson; charset=utf-8',
  begin: () => '',
  rows: (columns, rows) =>
    rows
      .map((row) => JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null]))) + '\n')
      .join(''),
  end: ({ rows, isCapped }) => `${JSON.stringify({ is_complete: true, rows, is_capped: isCapped })}\n`,
};

export const EXPORT_FORMAT: Readonly<Record<MessageExport['format'], ExportFormat>> = { csv: CSV, ndjson: NDJSON };
