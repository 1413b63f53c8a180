'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { ROW_MARK } from './page-landmarks';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  /** On narrower screens it is left out. Of a table that is stacked there, nothing is. */
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
  /** On a narrow screen each row is a block of its own, with all it says: for rows that lead nowhere. */
  readonly isStacked?: boolean;
}

/**
 * A real table. A row's link is stretched over the row: mouse, keyboard and middle click all open it; buttons in other
 * cells stay above it. `j` and `k` go from row to row.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, isOld = false, isStacked = false } = props;
  return (
    <div className={classes.frame} data-old={isOld || undefined} aria-busy={isOld}>
      <table className={classes.table} data-stacked={isStacked || undefined} {...roleOf('table', isStacked)}>
        <caption className="visually-hidden">{caption}</caption>
        <thead {...roleOf('rowgroup', isStacked)}>
          <tr {...roleOf('row', isStacked)}>
            {columns.map(({ key, title, from, isNumber }) => (
              <th key={key} scope="col" data-from={from} data-number={isNumber} {...roleOf('columnheader', isStacked)}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...roleOf('rowgroup', isStacked)}>
          {rows.map((row) => (
            <DataRow key={keyOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What is no longer laid out as a table has to say that it is one. */
function roleOf(role: string, isStacked: boolean): { role?: string } {
  return isStacked ? { role } : {};
}

function DataRow<Row>(props: DataTableProps<Row> & { readonly row: Row }) {
  const { row, columns, hrefOf, detail, isStacked = false } = props;
  return (
    <tr {...roleOf('row', isStacked)}>
      {columns.map(({ key, title, from, isNumber, cell }, index) => (
        <td
          key={key}
          data-from={from}
          data-number={isNumber}
          data-title={isStacked ? title : undefined}
          {...roleOf('cell', isStacked)}
        >
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
