'use client';

import { useSyncExternalStore } from 'react';

const KEY = 'codewire-trail';

export interface TrailOptions {
  /** Of the page that is shown; empty is the newest. */
  readonly cursor: string;
  /** Of the page after it, as soon as that is known. */
  readonly nextCursor: string | null | undefined;
  readonly go: (cursor: string) => void;
}

export interface Trail {
  /** The cursor of the page that led here, if any did. */
  readonly previous: string | undefined;
  readonly turnTo: (cursor: string) => void;
}

/** A cursor only leads to older rows, so the tab remembers by which page each page was reached. */
export function useTrail({ cursor, nextCursor, go }: TrailOptions): Trail {
  const stored = useSyncExternalStore(noSubscription, readStored, () => null);
  return {
    previous: cursor === '' ? undefined : parse(stored)[cursor],
    turnTo: (next) => {
      if (next !== '' && next === nextCursor) note(next, cursor);
      go(next);
      window.scrollTo({ top: 0 });
    },
  };
}

function note(next: string, cursor: string): void {
  sessionStorage.setItem(KEY, JSON.stringify({ ...parse(readStored()), [next]: cursor }));
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
