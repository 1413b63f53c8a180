'use client';

import type { MessageSearchRow } from '@codewire/contracts';
import { IconArrowUp } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useRef, useState, type FocusEvent, type RefObject } from 'react';
import { Button } from '../../ui/button';
import type { Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { MessageTable } from './message-table';
import { useLiveRows } from './use-live-rows';
import classes from './messages.module.css';

export interface LiveTableProps {
  /** The filters, as the API is asked. */
  readonly query: string;
  /** Those of the page, to begin with. */
  readonly known: readonly MessageSearchRow[];
  readonly columns: readonly Column<MessageSearchRow>[];
  readonly isDense: boolean;
}

/**
 * Messages as they come in. Whoever points at a row, has the focus in one or has scrolled to older ones is reading:
 * nothing moves then, and new rows wait until they are asked for.
 */
export default function LiveTable({ query, known, columns, isDense }: LiveTableProps) {
  const t = useTranslations('messages.live');
  const format = useFormatter();
  const [isPointedAt, setPointedAt] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const table = useRef<HTMLDivElement>(null);
  const isScrolled = useIsAbove(table);
  // Asked for, new rows come in until someone turns to the old ones again.
  const [isReleased, setReleased] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isScrolled) setReleased(false);
  }, [isScrolled]);
  const isPaused = !isReleased && (isPointedAt || isFocused || isScrolled);
  const live = useLiveRows(query, known, isPaused);

  function letIn(): void {
    setReleased(true);
    window.scrollTo({ top: 0 });
    // The button goes; the focus stays where it was.
    bar.current?.focus();
  }

  return (
    <div
      className={classes.live}
      onPointerEnter={(event) => setPointedAt(event.pointerType === 'mouse')}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget))}
    >
      <div role="status">
        {live.isStale ? (
          <Notice tone="warn" title={t('staleTitle')}>
            <p>
              {live.heardAt === null
                ? t('staleNever')
                : t.rich('staleSince', { time: () => <Moment at={live.heardAt ?? ''} show="full" /> })}
            </p>
          </Notice>
        ) : null}
      </div>
      <div ref={bar} className={classes.liveState} tabIndex={-1}>
        {isPaused && live.waiting > 0 ? (
          <Button size="xs" emphasis="main" icon={<IconArrowUp size={16} aria-hidden />} onClick={letIn}>
            {t('waiting', { count: live.waiting })}
          </Button>
        ) : (
          <span>{isPaused ? t('paused') : t('running')}</span>
        )}
        {live.skipped > 0 ? (
          <span>{t('skipped', { count: live.skipped, shown: format.number(live.skipped) })}</span>
        ) : null}
      </div>
      {live.rows.length === 0 ? (
        <p className={classes.none}>{t('none')}</p>
      ) : (
        <div ref={table} onPointerEnter={() => setReleased(false)} onFocus={() => setReleased(false)}>
          <MessageTable rows={live.rows} columns={columns} isDense={isDense} />
        </div>
      )}
    </div>
  );
}

/** Whether the newest rows are above what is seen of the page. */
function useIsAbove(place: RefObject<HTMLElement | null>): boolean {
  const [isAbove, setAbove] = useState(false);
  useEffect(() => {
    const look = () => setAbove((place.current?.getBoundingClientRect().top ?? 0) < 0);
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, [place]);
  return isAbove;
}
