'use client';

import { useEffect, useRef } from 'react';

const CHORD_MILLISECONDS = 1_000;

/** Keys as the reader knows them: one key, or two pressed one after the other (`g t`). */
export type ShortcutMap = Readonly<Record<string, () => void>>;

/** Listens while `isOn`; never while the reader types, and never with a modifier (those belong to the browser). */
export function useShortcuts(isOn: boolean, shortcuts: ShortcutMap): void {
  // What the keys do may change with every drawing; a chord that has begun must not be lost to that.
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    if (!isOn) return;
    let first: { key: string; at: number } | null = null;
    function onKey(event: KeyboardEvent): void {
      if (event.defaultPrevented || hasModifier(event) || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]')) return;
      const chord = first && event.timeStamp - first.at < CHORD_MILLISECONDS ? `${first.key} ${event.key}` : event.key;
      first = { key: event.key, at: event.timeStamp };
      const run = latest.current[chord] ?? latest.current[event.key];
      if (!run) return;
      event.preventDefault();
      first = null;
      run();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isOn]);
}

/** On many keyboards brackets are typed with AltGr, which some systems report as Ctrl and Alt together. */
function hasModifier(event: KeyboardEvent): boolean {
  return !event.getModifierState('AltGraph') && (event.ctrlKey || event.metaKey || event.altKey);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
