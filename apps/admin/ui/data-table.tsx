'use client';

import Link from 'next/link';
import { memo, type MouseEvent, type ReactNode } from 'react';
import { noteWalk } from '../lib/list-walk';
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
  /** Lines stand close. */
  readonly isDense?: boolean;
}

/**
 * A real table. A row's link is stretched over the row: mouse, keyboard and middle click all open it; buttons in other
 * cells stay above it. `j` and `k` go from row to row.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, hrefOf, detail, isOld = false, isStacked = false, isDense = false } = props;
  const marks = { 'data-stacked': isStacked || undefined, 'data-dense': isDense || undefined };

  function noteWay({ target }: MouseEvent): void {
    if (hrefOf === undefined || !(target instanceof Element) || target.closest(`.${classes.open}`) === null) return;
    noteWalk({ list: addressNow(), hrefs: rows.map((row) => hrefOf(row)) });
  }

  return (
    <div className={classes.frame} data-old={isOld || undefined} aria-busy={isOld}>
      <table className={classes.table} {...marks} {...roleOf('table', isStacked)}>
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
        {/* In the capturing phase: the link goes on to its page in the other one. */}
        <tbody {...roleOf('rowgroup', isStacked)} onClickCapture={noteWay}>
          {rows.map((row) => (
            <MemoRow
              key={keyOf(row)}
              row={row}
              columns={columns as readonly Column<unknown>[]}
              hrefOf={hrefOf as DataRowProps['hrefOf']}
              detail={detail as DataRowProps['detail']}
              isStacked={isStacked}
            />
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

interface DataRowProps {
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
  readonly hrefOf: ((row: unknown) => string) | undefined;
  readonly detail: ((row: unknown) => ReactNode) | undefined;
  readonly isStacked: boolean;
}

/** Drawn again only when it has changed itself: a live table has hundreds of rows, of which a few are new. */
const MemoRow = memo(function DataRow({ row, columns, hrefOf, detail, isStacked }: DataRowProps) {
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
});

const addressNow = () => window.location.pathname + window.location.search;

/** A second, quieter line in a cell. */
export function Sub({ children }: { children: ReactNode }) {
  return (
    // Ages and names of places differ between the server's and the browser's locale data.
    <span className={classes.sub} suppressHydrationWarning>
      {children}
    </span>
  );
}
