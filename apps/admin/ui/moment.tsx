'use client';

import { useFormatter } from 'next-intl';

/** A time in the viewer's zone; its title is the same instant in UTC, to the millisecond. */
export function Moment({ at, show = 'time' }: { at: string; show?: keyof typeof FORMATS }) {
  const format = useFormatter();
  const date = new Date(at);
  return (
    // The server's and the browser's locale data may differ in a space or a comma.
    <time dateTime={at} title={utc(date)} suppressHydrationWarning>
      {format.dateTime(date, FORMATS[show])}
    </time>
  );
}

const FORMATS = {
  minute: { hour: 'numeric', minute: '2-digit' },
  time: { hour: 'numeric', minute: '2-digit', second: '2-digit' },
  precise: { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 },
  day: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', second: '2-digit' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  untilMinute: { weekday: 'long', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  short: { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit' },
  full: { day: 'numeric', month: 'short', year: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit' },
} as const;

function utc(date: Date): string {
  return date.toISOString().replace('T', ' ').replace('Z', ' UTC');
}
