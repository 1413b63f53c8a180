'use client';

import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import classes from './tabs.module.css';

export interface Tab {
  readonly key: string;
  readonly title: string;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  /** The key of the tab that is open, where the address knows it; without it that is known here alone. */
  readonly open?: string;
  readonly onOpen?: (key: string) => void;
}

/** A few views of the same thing. Arrows, Home and End go from tab to tab (WAI-ARIA APG, tabs with automatic activation). */
export function Tabs({ label, tabs, open, onOpen }: TabsProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [own, setOwn] = useState(0);
  const asked = tabs.findIndex(({ key }) => key === open);
  const chosen = open === undefined ? own : Math.max(0, asked);

  function choose(index: number): void {
    setOwn(index);
    onOpen?.(tabs[index]?.key ?? '');
  }

  function onKeyDown(event: KeyboardEvent): void {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])];
    // Where the address says which is open, it is a moment behind quick fingers; the focus is not.
    const here = all.indexOf(event.currentTarget as HTMLElement);
    const isTurned = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = { ArrowRight: isTurned ? -1 : 1, ArrowLeft: isTurned ? 1 : -1 }[event.key];
    const wanted = { Home: 0, End: tabs.length - 1 }[event.key] ?? (step === undefined ? undefined : here + step);
    if (wanted === undefined) return;
    event.preventDefault();
    const next = (wanted + tabs.length) % tabs.length;
    choose(next);
    all[next]?.focus();
  }

  return (
    <div>
      <div ref={list} className={classes.list} role="tablist" aria-label={label}>
        {tabs.map(({ key, title }, index) => (
          <button
            key={key}
            type="button"
            role="tab"
            id={`${id}-${key}`}
            className={classes.tab}
            aria-selected={index === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => choose(index)}
            onKeyDown={onKeyDown}
          >
            {title}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tabs[chosen]?.key}`}>
        {tabs[chosen]?.content}
      </div>
    </div>
  );
}
