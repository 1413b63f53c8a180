import type { ReactNode } from 'react';
import classes from './fact-list.module.css';

/** What is known of a thing, a line each. */
export function FactList({ children }: { children: ReactNode }) {
  return <dl className={classes.facts}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      {/* Times and names of places differ between the server's and the browser's locale data. */}
      <dd suppressHydrationWarning>{children}</dd>
    </div>
  );
}
