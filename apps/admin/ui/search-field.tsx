'use client';

import { useEffect, useRef, useState } from 'react';
import { TextField, type TextFieldProps } from './field';

export interface SearchFieldProps extends Omit<TextFieldProps, 'value' | 'onChange' | 'type'> {
  /** What is searched for now, as the address has it. */
  readonly value: string;
  readonly onSearch: (wanted: string) => void;
}

/** Searches with every letter. The address follows a moment later and may change by itself, as by the back button. */
export function SearchField({ value, onSearch, ...rest }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  /** What was typed here and has not come back from the address yet. */
  const underWay = useRef<string[]>([]);
  useEffect(() => {
    const place = underWay.current.indexOf(value);
    if (place === -1) setTyped(value);
    else underWay.current.splice(0, place + 1);
  }, [value]);
  return (
    <TextField
      {...rest}
      type="search"
      autoComplete="off"
      value={typed}
      onChange={(event) => {
        const wanted = event.currentTarget.value;
        setTyped(wanted);
        underWay.current.push(wanted);
        onSearch(wanted);
      }}
    />
  );
}
