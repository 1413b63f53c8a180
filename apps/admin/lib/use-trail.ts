'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'codewire-trail';

/** A cursor only leads to older rows, so the tab remembers by which page each page was reached. */
export function useTrail(cursor: string): { previous: string | undefined; note: (next: string) => void } {
  const stored = useSyncExternalStore(noSubscription, readStored, () => null);
  return {
    previous: cursor === '' ? undefined : parse(stored)[cursor],
    note: (next) => sessionStorage.setItem(KEY, JSON.stringify({ ...parse(readStored()), [next]: cursor })),
  };
}

/** It changes only together with the address, which renders anew by itself. */
function noSubscription(): () => void {
  return () => undefined;
}

function readStored(): string | null {
  return sessionStorage.getItem(KEY);
}

function parse(stored: string | null): Record<string, string | undefined> {
  return stored ? (JSON.parse(stored) as Record<string, string>) : {};
}
