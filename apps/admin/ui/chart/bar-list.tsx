import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Tone } from '../badge';
import { ROW_MARK } from '../page-landmarks';
import classes from './bar-list.module.css';

export interface BarRow {
  readonly key: string;
  readonly label: ReactNode;
  /** Where the rows behind it are. */
  readonly href: string;
  /** What the bar says, in figures. */
  readonly value: ReactNode;
  /** Of the whole width, from 0 to 1; null: there is too little to draw. */
  readonly share: number | null;
  readonly tone: Tone;
  readonly detail?: ReactNode;
}

/** A few things of one kind side by side: what each is, its number, and a bar to compare by. Each leads to its rows. */
export function BarList({ label, rows }: { label: string; rows: readonly BarRow[] }) {
  return (
    <ol className={classes.list} aria-label={label}>
      {rows.map(({ key, label: name, href, value, share, tone, detail }) => (
        <li key={key} className={classes.row} data-quiet={share === null || undefined}>
          <span className={classes.label}>
            <Link href={href} prefetch={false} {...ROW_MARK}>
              {name}
            </Link>
          </span>
          <span className={classes.value}>{value}</span>
          <svg className={classes.bar} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden>
            <rect className={classes.ground} width="100" height="6" rx="1" />
            <rect className={classes.face} data-tone={tone} width={100 * (share ?? 0)} height="6" rx="1" />
          </svg>
          {detail ? <span className={classes.detail}>{detail}</span> : null}
        </li>
      ))}
    </ol>
  );
}
