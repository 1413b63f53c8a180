'use client';

import { usePathname } from 'next/navigation';
import { useSyncExternalStore } from 'react';
import { neighboursOf, storedWalk, type Neighbours } from './list-walk';

/** Of the page that is open, when a list led to it. */
export function useNeighbours(): Neighbours | undefined {
  const path = usePathname();
  const stored = useSyncExternalStore(noSubscription, storedWalk, () => null);
  return neighboursOf(path, stored);
}

/** It changes only together with the address, which draws anew by itself. */
function noSubscription(): () => void {
  return () => undefined;
}
