import type { ReactNode } from 'react';
import { Brand } from './brand';
import { EntryTools } from './entry-tools';
import classes from './entry-frame.module.css';

/** A calm page with one thing to do. */
export function EntryFrame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <header className={classes.bar}>
        <Brand />
        <EntryTools />
      </header>
      <main className={classes.main}>{children}</main>
    </div>
  );
}
