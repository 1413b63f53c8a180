'use client';

import type { TextDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useMay } from '../session/session-provider';
import { AuthorName } from './author-name';
import type { Asked } from './text-desk';
import type { DraftState } from './use-draft';
import classes from './editor.module.css';

export interface TextNoticesProps {
  readonly detail: TextDetail;
  readonly draft: DraftState;
  readonly onAsk: (asked: Asked) => void;
}

/** What someone should know before he writes: nobody has read this, an upgrade has news, words came back. */
export function TextNotices({ detail, draft, onAsk }: TextNoticesProps) {
  const { published, update } = detail;
  return (
    <>
      {draft.restoredFrom === null ? null : <Restored at={draft.restoredFrom} onDrop={draft.takeTheirs} />}
      {published !== null && !published.is_reviewed ? <Unreviewed version={published.version} onAsk={onAsk} /> : null}
      {update === null ? null : <Update version={update.version} onAsk={onAsk} />}
      {detail.draft === null || draft.isTouched ? null : <Saved draft={detail.draft} />}
    </>
  );
}

function Restored({ at, onDrop }: { at: number; onDrop: () => void }) {
  const t = useTranslations('templates.notices');
  return (
    <Notice tone="busy" title={t('restoredTitle')}>
      <p>{t.rich('restoredDetail', { time: () => <Ago at={new Date(at).toISOString()} /> })}</p>
      <div className={classes.ways}>
        <Button size="xs" onClick={onDrop}>
          {t('dropRestored')}
        </Button>
      </div>
    </Notice>
  );
}

function Unreviewed({ version, onAsk }: Pick<TextNoticesProps, 'onAsk'> & { version: number }) {
  const t = useTranslations('templates.notices');
  const may = useMay();
  return (
    <Notice tone="warn" title={t('unreviewedTitle')}>
      <p>{t('unreviewedDetail')}</p>
      {may('texts.publish') ? (
        <div className={classes.ways}>
          <Button size="xs" onClick={() => onAsk({ kind: 'sign-off', version })}>
            {t('signOff')}
          </Button>
        </div>
      ) : null}
    </Notice>
  );
}

function Update({ version, onAsk }: Pick<TextNoticesProps, 'onAsk'> & { version: number }) {
  const t = useTranslations('templates.notices');
  const may = useMay();
  return (
    <Notice tone="busy" title={t('updateTitle')}>
      <p>{t('updateDetail')}</p>
      <div className={classes.ways}>
        <Button size="xs" onClick={() => onAsk({ kind: 'compare', version })}>
          {t('compare')}
        </Button>
        {may('texts.publish') ? (
          <Button size="xs" onClick={() => onAsk({ kind: 'publish', version })}>
            {t('publishUpdate')}
          </Button>
        ) : null}
      </div>
    </Notice>
  );
}

function Saved({ draft: { version, author, changed_at: at } }: { draft: NonNullable<TextDetail['draft']> }) {
  const t = useTranslations('templates.notices');
  return (
    <p className={classes.quiet}>
      {t.rich('draftBy', { version, name: () => <AuthorName author={author} />, time: () => <Ago at={at} /> })}
    </p>
  );
}
