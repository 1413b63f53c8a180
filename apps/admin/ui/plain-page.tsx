import type { ReactNode } from 'react';
import classes from './plain-page.module.css';

/** A page with one thing to say and a way on. */
export function PlainPage({ title, detail, children }: { title: string; detail: string; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <h1>{title}</h1>
      <p>{detail}</p>
      <div className={classes.ways}>{children}</div>
    </div>
  );
}
