'use client';

import { useFormatter, useNow } from 'next-intl';

const REFRESH_MILLISECONDS = 10_000;
const FULL = { dateStyle: 'medium', timeStyle: 'medium' } as const;

/** How long ago, which is what a reader wants to know; the exact time is its title. */
export function Ago({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: REFRESH_MILLISECONDS });
  const date = new Date(at);
  // Now is looked at every few seconds: what has just happened must not seem to lie ahead.
  const reference = date > now ? date : now;
  return (
    <time dateTime={at} title={format.dateTime(date, FULL)} suppressHydrationWarning>
      {format.relativeTime(date, reference)}
    </time>
  );
}
