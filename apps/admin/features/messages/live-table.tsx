'use client';

import type { MessageSearchRow } from '@codewire/contracts';
import { IconArrowUp } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useState, type FocusEvent } from 'react';
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
  const isScrolled = useScrolled();
  const isPaused = isPointedAt || isFocused || isScrolled;
  const live = useLiveRows(query, known, isPaused);

  function resume(): void {
    window.scrollTo({ top: 0 });
    live.goOn();
  }

  return (
    <div className={classes.live}>
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
      <div className={classes.liveState}>
        {live.waiting > 0 ? (
          <Button size="xs" emphasis="main" icon={<IconArrowUp size={16} aria-hidden />} onClick={resume}>
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
        <div
          onPointerEnter={(event) => setPointedAt(event.pointerType === 'mouse')}
          onPointerLeave={() => setPointedAt(false)}
          onFocus={() => setFocused(true)}
          onBlur={(event: FocusEvent) => setFocused(event.currentTarget.contains(event.relatedTarget))}
        >
          <MessageTable rows={live.rows} columns={columns} isDense={isDense} />
        </div>
      )}
    </div>
  );
}

/** Beyond a hand's breadth someone has gone to older rows. */
const READING_PIXELS = 240;

function useScrolled(): boolean {
  const [isScrolled, setScrolled] = useState(false);
  useEffect(() => {
    const look = () => setScrolled(window.scrollY > READING_PIXELS);
    look();
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, []);
  return isScrolled;
}
