'use client';

import type { ApiFailure } from '../../lib/api/failure';
import classes from './locales.module.css';

/** A document is wrong in more than one place as a rule; the rest is told once these are mended. */
const MOST_SHOWN = 8;

/** Where in a document the backend found something that it cannot read. */
export function RefusedFields({ failure }: { failure: ApiFailure }) {
  const errors = failure.problem?.errors ?? [];
  if (errors.length === 0) return null;
  return (
    <ul className={classes.refused}>
      {errors.slice(0, MOST_SHOWN).map(({ field, detail }) => (
        <li key={field}>
          <code dir="ltr">{field}</code> <span dir="auto">{detail}</span>
        </li>
      ))}
    </ul>
  );
}
