'use client';

import type { DiffPiece, TextDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef, useState } from 'react';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { AuthorName } from './author-name';
import type { Words } from './text-draft';
import { FormsDiff } from './word-diff';
import classes from './editor.module.css';

export interface ConflictNoticeProps {
  readonly detail: TextDetail;
  readonly mine: Words;
  readonly theirs: Words;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

/** Somebody else has saved meanwhile: who and when, what is different, and whose words shall stay. */
export function ConflictNotice({ detail, mine, theirs, onKeep, onTake }: ConflictNoticeProps) {
  const t = useTranslations('templates.conflict');
  const place = useRef<HTMLDivElement>(null);
  const { draft, published } = detail;
  const version = draft ?? published;
  useEffect(() => place.current?.focus(), [version?.changed_at]);
  const difference = useDifference(theirs, mine);
  const who = draft === null ? published?.publisher : draft.author;
  return (
    <Notice ref={place} tone="warn" title={t('title')} role="alert" tabIndex={-1}>
      <p>
        {version === null
          ? t('discarded')
          : t.rich(draft === null ? 'published' : 'saved', {
              version: version.version,
              name: () => <AuthorName author={who ?? null} />,
              time: () => <Ago at={version.published_at ?? version.changed_at} />,
            })}{' '}
        {t('detail')}
      </p>
      {difference === undefined ? null : (
        <div className={classes.difference}>
          <p>{t('legend')}</p>
          <FormsDiff {...difference} language={detail.locale} />
        </div>
      )}
      <div className={classes.ways}>
        <Button size="xs" onClick={onTake}>
          {t('takeTheirs')}
        </Button>
        <Button size="xs" onClick={onKeep}>
          {t('keepMine')}
        </Button>
      </div>
    </Notice>
  );
}

interface Difference {
  readonly body: readonly DiffPiece[];
  readonly shortBody: readonly DiffPiece[];
}

/** From theirs to mine. What compares words is fetched only when it is needed. */
function useDifference(theirs: Words, mine: Words): Difference | undefined {
  const [difference, setDifference] = useState<Difference>();
  useEffect(() => {
    let isWanted = true;
    void import('./compare-words').then(({ diffWords }) => {
      if (!isWanted) return;
      setDifference({
        body: diffWords(theirs.body, mine.body),
        shortBody: diffWords(theirs.short_body ?? '', mine.short_body ?? ''),
      });
    });
    return () => void (isWanted = false);
  }, [theirs, mine]);
  return difference;
}
