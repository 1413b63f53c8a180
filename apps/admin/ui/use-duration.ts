'use client';

import { useFormatter, useLocale } from 'next-intl';
import { useCallback } from 'react';
import { directionOf } from '../lib/i18n/locales';

/** A number before a Latin unit, `516 ms`, would change places with it among words that run to the left. */
const LATIN = /\p{Script=Latin}/u;
const isolated = (text: string) => `\u2066${text}\u2069`;

/** Milliseconds in words of the viewer's language, as coarse as a reader needs. */
export function useDuration(): (milliseconds: number) => string {
  const format = useFormatter();
  const isRightToLeft = directionOf(useLocale()) === 'rtl';
  return useCallback(
    (milliseconds: number) => {
      const [value, unit, digits] = scale(Math.max(0, milliseconds));
      const text = format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });
      return isRightToLeft && LATIN.test(text) ? isolated(text) : text;
    },
    [format, isRightToLeft],
  );
}

function scale(milliseconds: number): [number, 'millisecond' | 'second' | 'minute' | 'hour', number] {
  if (milliseconds < 1_000) return [milliseconds, 'millisecond', 0];
  if (milliseconds < 60_000) return [milliseconds / 1_000, 'second', 1];
  if (milliseconds < 3_600_000) return [milliseconds / 60_000, 'minute', 1];
  return [milliseconds / 3_600_000, 'hour', 1];
}
