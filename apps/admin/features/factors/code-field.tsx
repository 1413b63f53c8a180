'use client';

import type { ComponentProps } from 'react';
import { TextField } from '../../ui/field';
import classes from './factors.module.css';

/** Six digits of an app; phones and password managers fill it in. */
export function CodeField(props: ComponentProps<typeof TextField>) {
  return (
    <TextField
      className={classes.code}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
      dir="ltr"
      {...props}
    />
  );
}
