'use client';

import type { RevealedNumber } from '@codewire/contracts';
import { useEffect, useState } from 'react';
import { useCountdown } from '../../ui/use-countdown';

const SHOWN_FOR_MILLISECONDS = 60_000;

export interface ShownNumber extends RevealedNumber {
  readonly until: string;
}

/**
 * A number in full, for as long as it takes to compare or to dial it. It is nowhere but here: not in the address, not
 * in the cache of answers, not in what a browser stores.
 */
export function useShownNumber() {
  const [shown, setShown] = useState<ShownNumber>();
  const secondsLeft = useCountdown(shown?.until);
  useEffect(() => {
    if (shown === undefined) return;
    const timer = setTimeout(() => setShown(undefined), Date.parse(shown.until) - Date.now());
    return () => clearTimeout(timer);
  }, [shown]);
  return {
    shown,
    // A tick may be a moment behind what was just shown.
    secondsLeft: Math.min(secondsLeft, SHOWN_FOR_MILLISECONDS / 1_000),
    show: (revealed: RevealedNumber) =>
      setShown({ ...revealed, until: new Date(Date.now() + SHOWN_FOR_MILLISECONDS).toISOString() }),
    hide: () => setShown(undefined),
  };
}
