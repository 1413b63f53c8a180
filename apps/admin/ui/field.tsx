'use client';

import { NativeSelect, TextInput, type NativeSelectProps, type TextInputProps } from '@mantine/core';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function TextField(props: TextInputProps & { label: string }) {
  return <TextInput {...props} />;
}

/** The platform's own list: one keyboard and screen-reader behaviour everywhere, phones included. */
export function SelectField({ choices, ...rest }: Omit<NativeSelectProps, 'data'> & { choices: readonly Choice[] }) {
  return <NativeSelect data={[...choices]} {...rest} />;
}
