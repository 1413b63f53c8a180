'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { instantOf, isRelative, presetOf, type TimeRange } from './time-range';

const SHOWN = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', second: '2-digit' } as const;
const UNITS = { m: 'minute', h: 'hour', d: 'day' } as const;

/** A stretch of time as a reader says it. */
export function useRangeWords(): (range: TimeRange) => string {
  const t = useTranslations('log.time');
  const format = useFormatter();

  function end(time: string): string {
    if (!isRelative(time)) return format.dateTime(new Date(instantOf(time, 0)), SHOWN);
    const unit = UNITS[time.at(-1) as keyof typeof UNITS];
    return t('ago', { span: format.number(Number(time.slice(1, -1)), { style: 'unit', unit, unitDisplay: 'long' }) });
  }

  return (range) => {
    const { from, to } = range;
    const preset = presetOf(range);
    if (preset !== undefined) return t(`preset.${preset.slice(1) as '15m'}`);
    if (from === '' && to === '') return t('any');
    if (to === '') return t('since', { time: end(from) });
    return from === '' ? t('until', { time: end(to) }) : t('between', { from: end(from), to: end(to) });
  };
}
