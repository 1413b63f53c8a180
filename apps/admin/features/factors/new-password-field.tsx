'use client';

import { useTranslations } from 'next-intl';
import { PasswordField, type PasswordFieldProps } from '../../ui/password-field';
import { strengthOf } from './password-strength';
import classes from './factors.module.css';

export interface NewPasswordFieldProps extends Omit<PasswordFieldProps, 'autoComplete' | 'value'> {
  readonly value: string;
  /** What everybody knows of the person. */
  readonly known: readonly string[];
}

/** A password in the making, and what there is to say about it so far. */
export function NewPasswordField({ value, known, ...rest }: NewPasswordFieldProps) {
  const t = useTranslations('factors.strength');
  const strength = strengthOf(value, known);
  return (
    <PasswordField
      autoComplete="new-password"
      value={value}
      describedBelow
      description={
        <span className={classes.strength} data-strength={strength} aria-live="polite">
          {t(strength)}
        </span>
      }
      {...rest}
    />
  );
}
