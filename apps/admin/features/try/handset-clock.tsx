'use client';

import { useFormatter } from 'next-intl';
import { useEffect, useState } from 'react';
import classes from './handset.module.css';

/** A phone shows the time of the room it lies in, so it is known in the browser only. */
function useWallClock(): Date | null {
  const [now, setNow] = useState<Date | null>(null);
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

export function StatusBarClock() {
  const now = useWallClock();
  const format = useFormatter();
  return <span>{now ? format.dateTime(now, { hour: 'numeric', minute: '2-digit' }) : ''}</span>;
}

export function LockScreenClock({ isSmall }: { isSmall: boolean }) {
  const now = useWallClock();
  const format = useFormatter();
  return (
    <div className={classes.lock} data-small={isSmall || undefined} aria-hidden>
      <span className={classes.lockDate}>
        {now ? format.dateTime(now, { weekday: 'long', day: 'numeric', month: 'long' }) : '\u00a0'}
      </span>
      <span className={classes.lockTime}>
        {now ? format.dateTime(now, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }) : '\u00a0'}
      </span>
    </div>
  );
}
