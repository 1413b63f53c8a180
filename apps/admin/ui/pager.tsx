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
  if (cursor === '' && nextCursor === null) return null;
  return (
    <Turns
      by={by}
      first={cursor === '' ? undefined : () => onGo('')}
      back={previous === undefined ? undefined : () => onGo(previous)}
      on={nextCursor === null ? undefined : () => onGo(nextCursor)}
    />
  );
}

export interface TurnsProps {
  /** Each undefined where nothing is in that direction. */
  readonly first: (() => void) | undefined;
  readonly back: (() => void) | undefined;
  readonly on: (() => void) | undefined;
  readonly by?: NonNullable<PagerProps['by']>;
}

/** The ways from a page to others, whatever knows where they are. */
export function Turns({ first, back, on, by = 'time' }: TurnsProps) {
  const t = useTranslations('paging');
  const words = WORDS[by];
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      <Button
        size="xs"
        disabled={first === undefined}
        icon={<IconChevronsLeft size={16} className={classes.turns} aria-hidden />}
        onClick={first}
      >
        {t(words.first)}
      </Button>
      <Button
        size="xs"
        disabled={back === undefined}
        icon={<IconChevronLeft size={16} className={classes.turns} aria-hidden />}
        onClick={back}
      >
        {t(words.back)}
      </Button>
      <Button
        size="xs"
        disabled={on === undefined}
        rightIcon={<IconChevronRight size={16} className={classes.turns} aria-hidden />}
        onClick={on}
      >
        {t(words.on)}
      </Button>
    </nav>
  );
}
