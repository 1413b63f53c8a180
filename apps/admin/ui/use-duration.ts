'use client';

import { useFormatter } from 'next-intl';
import { useCallback } from 'react';

/** Milliseconds in words of the viewer's language, as coarse as a reader needs. */
export function useDuration(): (milliseconds: number) => string {
  const format = useFormatter();
  return useCallback(
    (milliseconds: number) => {
      const [value, unit, digits] = scale(Math.max(0, milliseconds));
      return format.number(value, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits });
    },
    [format],
  );
}

function scale(milliseconds: number): [number, 'millisecond' | 'second' | 'minute' | 'hour', number] {
  if (milliseconds < 1_000) return [milliseconds, 'millisecond', 0];
  if (milliseconds < 60_000) return [milliseconds / 1_000, 'second', 1];
  if (milliseconds < 3_600_000) return [milliseconds / 60_000, 'minute', 1];
  return [milliseconds / 3_600_000, 'hour', 1];
}
