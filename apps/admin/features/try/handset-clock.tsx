'use client';

import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';
import classes from './handset.module.css';

const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;
const DATE = { weekday: 'long', day: 'numeric', month: 'long' } as const;

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

/** Hours and minutes alone, as phones show them. */
function clockOf(now: Date, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, CLOCK).formatToParts(now);
  const words = parts.filter(({ type }) => type !== 'dayPeriod').map(({ value }) => value);
  return words.join('').trim();
}

export function StatusBarClock() {
  const now = useWallClock();
  const locale = useLocale();
  return <span>{now ? clockOf(now, locale) : ''}</span>;
}

export function LockScreenClock({ isSmall }: { isSmall: boolean }) {
  const now = useWallClock();
  const locale = useLocale();
  return (
    <div className={classes.lock} data-small={isSmall || undefined} aria-hidden>
      <span className={classes.lockDate}>{now ? new Intl.DateTimeFormat(locale, DATE).format(now) : '\u00a0'}</span>
      <span className={classes.lockTime}>{now ? clockOf(now, locale) : '\u00a0'}</span>
    </div>
  );
}
