'use client';

import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useSyncExternalStore } from 'react';
import type { Tone } from './badge';
import { IconButton } from './button';
import { NoticeIcon } from './notice';
import classes from './toasts.module.css';

export interface Toast {
  readonly tone: Tone;
  readonly title: string;
}

type Shown = Toast & { readonly id: number };

/** WCAG 2.2.1 by what these say: only that something was done, which the page shows, too. */
const SHOWN_FOR_MILLISECONDS = 6_000;
const MOST = 3;

let shown: readonly Shown[] = [];
let nextId = 0;
const listeners = new Set<() => void>();

/** Says that something was done, in the corner of the page, for a few seconds. What went wrong belongs in the page. */
export function toast(said: Toast): void {
  nextId += 1;
  show([...shown, { ...said, id: nextId }].slice(-MOST));
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

function Slip({ id, tone, title }: Shown) {
  const t = useTranslations('common');
  useEffect(() => {
    const timer = setTimeout(() => drop(id), SHOWN_FOR_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [id]);
  return (
    <div className={classes.slip} data-tone={tone}>
      <NoticeIcon tone={tone} />
      <span>{title}</span>
      <IconButton label={t('close')} onClick={() => drop(id)}>
        <IconX size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
