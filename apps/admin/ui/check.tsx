'use client';

import { useId, type ReactNode } from 'react';
import classes from './check.module.css';

export interface CheckProps {
  readonly label: ReactNode;
  /** What it means, in a line. */
  readonly detail?: ReactNode;
  readonly isChecked: boolean;
  readonly isDisabled?: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** One thing that is so or not. */
export function Check({ label, detail, isChecked, isDisabled, onChange }: CheckProps) {
  const id = useId();
  return (
    <label className={classes.check}>
      <input
        type="checkbox"
        checked={isChecked}
        disabled={isDisabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={detail === undefined ? undefined : `${id}-detail`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span id={`${id}-label`} className={classes.label}>
        {label}
      </span>
      {detail === undefined ? null : (
        <span id={`${id}-detail`} className={classes.detail}>
          {detail}
        </span>
      )}
    </label>
  );
}
