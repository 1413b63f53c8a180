'use client';

import { useEffect, useState, type ReactNode } from 'react';
import classes from './skeleton.module.css';

const SHOWN_AFTER_MILLISECONDS = 150;

/** The shape of what is on its way, and only when the wait is long enough to be noticed. */
export function Skeleton({ label, children }: { label: string; children: ReactNode }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={label} aria-busy>
      {isShown ? children : null}
    </div>
  );
}

/** A table in the making. */
export function GhostTable({ rows = 12 }: { rows?: number }) {
  return (
    <div className={classes.frame}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.row} />
      ))}
    </div>
  );
}

/** Cards in the making, one under the other. */
export function GhostCards({ cards = 2 }: { cards?: number }) {
  return (
    <div className={classes.cards}>
      {Array.from({ length: cards }, (_, card) => (
        <div key={card} className={`${classes.frame} ${classes.card}`} />
      ))}
    </div>
  );
}
