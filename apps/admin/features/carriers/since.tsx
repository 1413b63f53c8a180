'use client';

import { useNow } from 'next-intl';
import { Moment } from '../../ui/moment';

const LATELY_MILLISECONDS = 12 * 3_600_000;

/** Since when: the time alone while nobody could take it for another day's. */
export function Since({ at }: { at: string }) {
  const isLately = useNow({ updateInterval: 60_000 }).getTime() - Date.parse(at) < LATELY_MILLISECONDS;
  return <Moment at={at} show={isLately ? 'time' : 'day'} />;
}
