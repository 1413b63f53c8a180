'use client';

import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { IconButton } from './button';
import { enterMenu, moveInMenu } from './menu-keys';
import { useFlyout } from './use-flyout';
import classes from './flyout.module.css';

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
  const { button, panel, close } = useFlyout({ onOpen: enterMenu });

  function choose(value: Value): void {
    close();
    onChoose(value);
  }

  return (
    <>
      <IconButton label={label} aria-haspopup="menu" {...button}>
        {icon}
      </IconButton>
      <div {...panel} className={classes.panel} role="menu" tabIndex={-1} aria-label={label} onKeyDown={moveInMenu}>
        {choices.map(({ value, label: words, lang, icon: sign }) => (
          <button
            key={value}
            type="button"
            role="menuitemradio"
            tabIndex={-1}
            aria-checked={value === chosen}
            className={classes.item}
            lang={lang}
            onClick={() => choose(value)}
          >
            <span className={classes.tick}>{value === chosen ? <IconCheck size={16} aria-hidden /> : null}</span>
            <span className={classes.words}>{words}</span>
            {sign}
          </button>
        ))}
      </div>
    </>
  );
}
