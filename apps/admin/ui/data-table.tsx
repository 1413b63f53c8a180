'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { ROW_MARK } from './page-landmarks';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** On narrower screens it is left out. */
  readonly from?: 'medium' | 'wide';
  readonly isNumber?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Where a row leads. What the first cell says is the link then; only one line of it when `detail` says the rest. */
  readonly hrefOf?: (row: Row) => string;
  /** A second line under the link. */
  readonly detail?: (row: Row) => ReactNode;
  /** Of another question than the one that was asked last. */
  readonly isOld?: boolean;
}

/**
 * A real table. A row's link is stretched over the row: mouse, keyboard and middle click all open it; buttons in other
 * cells stay above it. `j` and `k` go from row to row.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, isOld = false } = props;
  return (
    <div className={classes.frame} data-old={isOld || undefined} aria-busy={isOld}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, title, from, isNumber }) => (
              <th key={key} scope="col" data-from={from} data-number={isNumber}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <DataRow key={keyOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DataRow<Row>({ row, columns, hrefOf, detail }: DataTableProps<Row> & { readonly row: Row }) {
  return (
    <tr>
      {columns.map(({ key, from, isNumber, cell }, index) => (
        <td key={key} data-from={from} data-number={isNumber}>
          {index === 0 && hrefOf ? (
            <Link href={hrefOf(row)} prefetch={false} className={classes.open} {...ROW_MARK}>
              {cell(row)}
            </Link>
          ) : (
            cell(row)
          )}
          {index === 0 && detail ? detail(row) : null}
        </td>
      ))}
    </tr>
  );
}

/** A second, quieter line in a cell. */
export function Sub({ children }: { children: ReactNode }) {
  return (
    // Ages and names of places differ between the server's and the browser's locale data.
    <span className={classes.sub} suppressHydrationWarning>
      {children}
    </span>
  );
}
