'use client';

import { useId } from 'react';
import classes from './switch.module.css';

export interface SwitchProps {
  /** What is on or off. */
  readonly name: string;
  /** How it stands, in a word that is seen. */
  readonly state: string;
  readonly isOn: boolean;
  readonly isBusy?: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}

/** On or off, and so at once: position, colour and a word tell which. */
export function Switch({ name, state, isOn, isBusy = false, onSwitch }: SwitchProps) {
  const id = useId();
  return (
    <label className={classes.switch} data-busy={isBusy || undefined}>
      <input
        type="checkbox"
        role="switch"
        checked={isOn}
        aria-checked={isOn}
        aria-label={name}
        aria-describedby={id}
        onChange={({ currentTarget: { checked } }) => {
          if (!isBusy) onSwitch(checked);
        }}
      />
      <span id={id}>{state}</span>
    </label>
  );
}
