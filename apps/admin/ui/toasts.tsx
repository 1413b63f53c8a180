'use client';

import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Tone } from './badge';
import { Button, IconButton } from './button';
import { NoticeIcon } from './notice';
import classes from './toasts.module.css';

export interface Toast {
  readonly tone: Tone;
  readonly title: string;
  /** The way back, for as long as this is shown. */
  readonly action?: { readonly label: string; readonly run: () => unknown };
}

type Shown = Toast & { readonly id: number };

/** WCAG 2.2.1 by what these say: only that something was done, which the page shows, too. */
const SHOWN_FOR_MILLISECONDS = 6_000;
/** With a way back it is the limit of that criterion, and stays while it is pointed at or has the focus. */
const WITH_ACTION_MILLISECONDS = 20_000;
const MOST = 3;

let shown: readonly Shown[] = [];
let nextId = 0;
const listeners = new Set<() => void>();

/** Says that something was done, in the corner of the page, for a few seconds. What went wrong belongs in the page. */
export function toast(said: Toast): void {
  nextId += 1;
  show([...shown, { ...said, id: nextId }].slice(-MOST));
}

/** Takes the way back that was offered last, as its button does. */
export function takeLastAction(): void {
  const last = shown.findLast(({ action }) => action !== undefined);
  if (last) take(last);
}

function take({ id, action }: Shown): void {
  drop(id);
  void action?.run();
}

function show(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function drop(id: number): void {
  show(shown.filter((one) => one.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

const NONE: readonly Shown[] = [];

/** The place where they appear; a screen reader hears each of them once. */
export function Toasts() {
  const list = useSyncExternalStore(
    subscribe,
    () => shown,
    () => NONE,
  );
  return (
    <div className={classes.place} role="status">
      {list.map((one) => (
        <Slip key={one.id} {...one} />
      ))}
    </div>
  );
}

function Slip(slip: Shown) {
  const t = useTranslations('common');
  const [isHeld, setHeld] = useState(false);
  const { id, tone, title, action } = slip;
  const milliseconds = action ? WITH_ACTION_MILLISECONDS : SHOWN_FOR_MILLISECONDS;
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => drop(id), milliseconds);
    return () => clearTimeout(timer);
  }, [id, isHeld, milliseconds]);
  return (
    <div
      className={classes.slip}
      data-tone={tone}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
    >
      <NoticeIcon tone={tone} />
      <span>{title}</span>
      {action ? (
        <Button
          size="xs"
          onClick={() => {
            take(slip);
            // The button is gone, and the focus must not be.
            document.getElementById('main')?.focus({ preventScroll: true });
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <IconButton label={t('close')} onClick={() => drop(id)}>
        <IconX size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
