'use client';

import { IconChevronLeft, IconChevronRight, IconChevronsLeft } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Button } from './button';
import classes from './pager.module.css';

export interface PagerProps {
  readonly cursor: string;
  readonly nextCursor: string | null;
  /** The cursor of the page we came from, when we did come from one. */
  readonly previous: string | undefined;
  readonly onGo: (cursor: string) => void;
  /** What comes first: the newest, unless rows stand in an order of their own. */
  readonly by?: 'time' | 'order';
}

const WORDS = {
  time: { first: 'newest', back: 'newer', on: 'older' },
  order: { first: 'first', back: 'previous', on: 'next' },
} as const;

/** Pages are places in time, not numbers: rows that arrive meanwhile shift nothing. */
export function Pager({ cursor, nextCursor, previous, onGo, by = 'time' }: PagerProps) {
  const t = useTranslations('paging');
  const words = WORDS[by];
  if (cursor === '' && nextCursor === null) return null;
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      <Button
        size="xs"
        disabled={cursor === ''}
        icon={<IconChevronsLeft size={16} className={classes.turns} aria-hidden />}
        onClick={() => onGo('')}
      >
        {t(words.first)}
      </Button>
      <Button
        size="xs"
        disabled={previous === undefined}
        icon={<IconChevronLeft size={16} className={classes.turns} aria-hidden />}
        onClick={() => onGo(previous ?? '')}
      >
        {t(words.back)}
      </Button>
      <Button
        size="xs"
        disabled={nextCursor === null}
        rightIcon={<IconChevronRight size={16} className={classes.turns} aria-hidden />}
        onClick={() => onGo(nextCursor ?? '')}
      >
        {t(words.on)}
      </Button>
    </nav>
  );
}
