'use client';

import { useBrand } from '../../ui/providers';
import classes from './shell.module.css';

/** A C with a wire leaving it. The mark is drawn the same in every direction of reading. */
export function Brand() {
  const brand = useBrand();
  return (
    <span className={classes.brand} dir="ltr">
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden>
        <rect width="32" height="32" rx="8" className={classes.markGround} />
        <path d="M21.66 10.34a8 8 0 1 0 0 11.32" className={classes.markRing} />
        <path d="M16 16h16" className={classes.markWire} />
        <circle cx="16" cy="16" r="2.75" className={classes.markNode} />
      </svg>
      <bdi className={classes.brandName}>{brand}</bdi>
    </span>
  );
}
