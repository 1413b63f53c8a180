'use client';

import { useCallback, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();

/** Null also where the browser keeps nothing. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Then it holds for as long as the page does not ask again.
  }
  for (const listener of listeners) listener();
}

/** Other tabs tell through the event, this one through the list. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** What this browser remembers under that key; null until the page is alive. Wherever it is stored, all follow. */
export function useStored(key: string): string | null {
  return useSyncExternalStore(
    subscribe,
    useCallback(() => readStored(key), [key]),
    () => null,
  );
}
