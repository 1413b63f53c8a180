'use client';

import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from './button';

export interface MenuChoice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly lang?: string;
  readonly icon?: ReactNode;
}

export interface ChoiceMenuProps<Value extends string> {
  readonly label: string;
  readonly icon: ReactNode;
  readonly choices: readonly MenuChoice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** An icon that opens a short list with one entry ticked. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, icon, choices, chosen, onChoose } = props;
  return (
    <Menu position="top-start" withinPortal={false} loop returnFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <IconButton label={label}>{icon}</IconButton>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {choices.map(({ value, label: words, lang, icon: sign }) => (
          <Menu.RadioItem
            key={value}
            value={value}
            checked={value === chosen}
            closeMenuOnClick
            lang={lang}
            checkIcon={<IconCheck size={16} aria-hidden />}
            rightSection={sign}
            onChange={() => onChoose(value)}
          >
            {words}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
