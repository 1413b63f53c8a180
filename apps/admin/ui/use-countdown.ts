'use client';

import { useEffect, useState } from 'react';

/** Whole seconds until an instant, 0 once it has passed; ticks by itself. */
export function useCountdown(until: string | null | undefined): number {
  const [now, setNow] = useState(() => Date.now());
  const left = until ? Math.max(0, Math.ceil((Date.parse(until) - now) / 1_000)) : 0;
  const isRunning = left > 0;
  useEffect(() => setNow(Date.now()), [until]);
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [isRunning]);
  return left;
}
