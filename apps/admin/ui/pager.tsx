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
}

/** Pages are places in time, not numbers: rows that arrive meanwhile shift nothing. */
export function Pager({ cursor, nextCursor, previous, onGo }: PagerProps) {
  const t = useTranslations('paging');
  if (cursor === '' && nextCursor === null) return null;
  return (
    <nav className={classes.pager} aria-label={t('pages')}>
      <Button
        size="xs"
        disabled={cursor === ''}
        icon={<IconChevronsLeft size={16} className={classes.turns} aria-hidden />}
        onClick={() => onGo('')}
      >
        {t('newest')}
      </Button>
      <Button
        size="xs"
        disabled={previous === undefined}
        icon={<IconChevronLeft size={16} className={classes.turns} aria-hidden />}
        onClick={() => onGo(previous ?? '')}
      >
        {t('newer')}
      </Button>
      <Button
        size="xs"
        disabled={nextCursor === null}
        rightIcon={<IconChevronRight size={16} className={classes.turns} aria-hidden />}
        onClick={() => onGo(nextCursor ?? '')}
      >
        {t('older')}
      </Button>
    </nav>
  );
}
