'use client';

import { Sub } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import classes from './log.module.css';

/** The day of a row, below its time. */
export function Day({ at }: { at: string }) {
  return (
    <Sub>
      <span className={classes.day}>
        <Moment at={at} show="date" />
      </span>
    </Sub>
  );
}
