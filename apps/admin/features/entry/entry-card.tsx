import type { ReactNode } from 'react';
import classes from './entry.module.css';

/** The one card of an entry page; beside it, where there is something, how far one has come. */
export function EntryCard({ aside, children }: { aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.page} data-wide={aside !== undefined || undefined}>
      {aside}
      <div className={classes.card}>{children}</div>
    </div>
  );
}
