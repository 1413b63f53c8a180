'use client';

import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from './button';
import { enterMenu, moveInMenu } from './menu-keys';
import { useFlyout } from './use-flyout';
import classes from './flyout.module.css';

export interface MenuProps {
  readonly icon?: ReactNode;
  readonly isBusy?: boolean;
  /** Menu items; each calls `close` before it does something, unless the menu is to stay. */
  readonly children: (close: () => void) => ReactNode;
}

/** What a screen reader calls it, where the label alone says too little. */
type Named =
  { readonly label: string; readonly name?: string | undefined } | { readonly label: ReactNode; readonly name: string };

/** A button that opens a few things to do, or to have so. */
export function Menu({ label, name, icon, isBusy = false, children }: MenuProps & Named) {
  const { button, panel, close } = useFlyout({ onOpen: enterMenu });
  return (
    <>
      <Button
        size="xs"
        aria-haspopup="menu"
        aria-label={name}
        icon={icon}
        rightIcon={<IconChevronDown size={14} aria-hidden />}
        loading={isBusy}
        {...button}
      >
        {label}
      </Button>
      <div
        {...panel}
        className={classes.panel}
        role="menu"
        tabIndex={-1}
        aria-label={name ?? String(label)}
        onKeyDown={moveInMenu}
      >
        {children(() => void close())}
      </div>
    </>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly onChoose: () => void;
}

export function MenuItem({ icon, children, onChoose }: MenuItemProps) {
  return (
    <button type="button" role="menuitem" tabIndex={-1} className={classes.item} onClick={onChoose}>
      {icon}
      <span className={classes.words}>{children}</span>
    </button>
  );
}

export interface MenuTickProps extends Omit<MenuItemProps, 'icon'> {
  /** `one` of a few, or each `any` for itself. */
  readonly of: 'one' | 'any';
  readonly isTicked: boolean;
}

/** Something that is so or not; ticked when it is. */
export function MenuTick({ of, isTicked, children, onChoose }: MenuTickProps) {
  return (
    <button
      type="button"
      role={of === 'one' ? 'menuitemradio' : 'menuitemcheckbox'}
      tabIndex={-1}
      aria-checked={isTicked}
      className={classes.item}
      onClick={onChoose}
    >
      <span className={classes.tick}>{isTicked ? <IconCheck size={16} aria-hidden /> : null}</span>
      <span className={classes.words}>{children}</span>
    </button>
  );
}

/** A few items that belong together, under their name. */
export function MenuGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={name}>
      <div className={classes.group} aria-hidden>
        {name}
      </div>
      {children}
    </div>
  );
}

/** Said in a menu in place of items. */
export function MenuNote({ children }: { children: ReactNode }) {
  return <p className={classes.note}>{children}</p>;
}
