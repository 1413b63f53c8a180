'use client';

import { useId, type ComponentPropsWithRef, type ReactNode } from 'react';
import classes from './field.module.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface Told {
  readonly label: string;
  readonly description?: ReactNode;
  /** Where the description stands: below the field when it speaks of what is typed. */
  readonly describedBelow?: boolean;
  /** What is wrong, in words; `true` when they stand elsewhere. */
  readonly error?: ReactNode;
}

type Native<Element extends 'input' | 'select' | 'textarea'> = Omit<ComponentPropsWithRef<Element>, keyof Told>;

export interface TextFieldProps extends Told, Native<'input'> {
  /** Within the field, at its end. */
  readonly end?: ReactNode;
}

export function TextField({ label, description, describedBelow, error, end, className, ...rest }: TextFieldProps) {
  const field = useField({ label, description, describedBelow, error });
  return field.wrap(
    <span className={classes.box}>
      <input
        type="text"
        {...field.props}
        {...rest}
        className={`${classes.input} ${className ?? ''}`}
        data-end={end === undefined ? undefined : ''}
      />
      {end === undefined ? null : <span className={classes.end}>{end}</span>}
    </span>,
  );
}

/** The platform's own list: one keyboard and screen-reader behaviour everywhere, phones included. */
export function SelectField(props: Told & Native<'select'> & { readonly choices: readonly Choice[] }) {
  const { label, description, describedBelow, error, choices, className, ...rest } = props;
  const field = useField({ label, description, describedBelow, error });
  return field.wrap(
    <select {...field.props} {...rest} className={`${classes.input} ${classes.select} ${className ?? ''}`}>
      {choices.map((choice) => (
        // A browser may know another name of a language or a country than the server's platform does.
        <option key={choice.value} value={choice.value} suppressHydrationWarning>
          {choice.label}
        </option>
      ))}
    </select>,
  );
}

/** Several lines of plain text, such as a list with one entry a line. */
export function LinesField(props: Told & Native<'textarea'>) {
  const { label, description, describedBelow, error, className, ...rest } = props;
  const field = useField({ label, description, describedBelow, error });
  return field.wrap(
    <textarea
      rows={3}
      spellCheck={false}
      {...field.props}
      {...rest}
      className={`${classes.input} ${classes.lines} ${className ?? ''}`}
    />,
  );
}

/** What every field says about itself, to the eye and to a screen reader alike. */
function useField({ label, description, describedBelow = false, error }: Told) {
  const id = useId();
  const isWrong = error !== undefined && error !== null && error !== false && error !== '';
  const hasWords = isWrong && error !== true;
  const hint = description ? (
    <span id={`${id}-hint`} className={classes.hint}>
      {description}
    </span>
  ) : null;
  const told = [hint ? `${id}-hint` : '', hasWords ? `${id}-error` : ''].filter(Boolean).join(' ');
  return {
    props: { id, 'aria-invalid': isWrong || undefined, 'aria-describedby': told || undefined },
    wrap: (control: ReactNode) => (
      <div className={classes.field}>
        <label htmlFor={id} className={classes.label}>
          {label}
        </label>
        {describedBelow ? null : hint}
        {control}
        {hasWords ? (
          <span id={`${id}-error`} className={classes.error}>
            {error}
          </span>
        ) : null}
        {describedBelow ? hint : null}
      </div>
    ),
  } as const;
}
