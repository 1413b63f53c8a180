'use client';

import { useEffect, useState } from 'react';
import classes from './messages.module.css';

const SHOWN_AFTER_MILLISECONDS = 150;
const ROWS = 12;

/** The list's own shape, and only when the wait is long enough to be noticed. */
export function TableSkeleton({ label }: { label: string }) {
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SHOWN_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.frame} role="status" aria-label={label} data-skeleton={isShown || undefined}>
      {isShown ? Array.from({ length: ROWS }, (_, row) => <div key={row} className={classes.ghost} />) : null}
    </div>
  );
}
