'use client';

import { useId, type ReactNode } from 'react';
import classes from './choices.module.css';

export interface ChoiceOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  /** What it means, in a line. */
  readonly detail?: ReactNode;
  readonly isDisabled?: boolean;
}

interface Shared<Value extends string> {
  readonly legend: string;
  readonly hint?: ReactNode;
  readonly options: readonly ChoiceOption<Value>[];
  readonly error?: string | undefined;
}

/** One of a few, each with its meaning beside it. */
export function OneOf<Value extends string>({
  chosen,
  onChoose,
  ...rest
}: Shared<Value> & { readonly chosen: Value | ''; readonly onChoose: (value: Value) => void }) {
  const name = useId();
  return (
    <Choices
      {...rest}
      input={(value) => ({ type: 'radio', name, checked: value === chosen, onChange: () => onChoose(value) })}
    />
  );
}

/** Any of a few. They stay in the order in which they are offered. */
export function AnyOf<Value extends string>({
  chosen,
  onChange,
  ...rest
}: Shared<Value> & { readonly chosen: readonly Value[]; readonly onChange: (chosen: Value[]) => void }) {
  const toggled = (value: Value) =>
    rest.options
      .map((option) => option.value)
      .filter((one) => (one === value ? !chosen.includes(one) : chosen.includes(one)));
  return (
    <Choices
      {...rest}
      input={(value) => ({
        type: 'checkbox',
        checked: chosen.includes(value),
        onChange: () => onChange(toggled(value)),
      })}
    />
  );
}

interface ChoicesProps<Value extends string> extends Shared<Value> {
  readonly input: (value: Value) => {
    readonly type: 'radio' | 'checkbox';
    readonly name?: string;
    readonly checked: boolean;
    readonly onChange: () => void;
  };
}

function Choices<Value extends string>({ legend, hint, options, error, input }: ChoicesProps<Value>) {
  const id = useId();
  return (
    <fieldset className={classes.choices} aria-describedby={hint ? `${id}-hint` : undefined}>
      <legend>{legend}</legend>
      {hint ? (
        <p id={`${id}-hint`} className={classes.hint}>
          {hint}
        </p>
      ) : null}
      <div className={classes.options}>
        {options.map(({ value, label, detail, isDisabled }) => (
          <label key={value} className={classes.choice}>
            <input
              {...input(value)}
              value={value}
              disabled={isDisabled}
              aria-invalid={error === undefined ? undefined : true}
              aria-labelledby={`${id}-${value}`}
              aria-describedby={ids(detail && `${id}-${value}-detail`, error && `${id}-error`)}
            />
            <span id={`${id}-${value}`} className={classes.label}>
              {label}
            </span>
            {detail ? (
              <span id={`${id}-${value}-detail`} className={classes.detail}>
                {detail}
              </span>
            ) : null}
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${id}-error`} className={classes.error}>
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}

function ids(...given: (ReactNode | undefined)[]): string | undefined {
  const there = given.filter((id) => typeof id === 'string' && id !== '');
  return there.length === 0 ? undefined : there.join(' ');
}
