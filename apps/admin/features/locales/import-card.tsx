'use client';

import type { ImportOutcome } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { localeCalls } from '../../lib/api/locale-calls';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { OneOf } from '../../ui/choices';
import { FailureNotice } from '../../ui/failure-notice';
import { FilePick } from '../../ui/file-pick';
import { FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useChange } from '../../ui/use-change';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import { useMay } from '../session/session-provider';
import { ImportPlan } from './import-plan';
import { readDocument } from './read-document';
import { useLocalesAnew } from './use-locales';
import classes from './locales.module.css';

interface Tried {
  readonly name: string;
  readonly document: unknown;
  readonly outcome: ImportOutcome;
}

type Manner = 'drafts' | 'publish';

/** First what a file would change, then the change: nothing is written that was not shown. */
export function ImportCard() {
  const t = useTranslations('locales.transfer');
  const readAnew = useLocalesAnew();
  const [tried, setTried] = useState<Tried>();
  const [done, setDone] = useState<ImportOutcome>();
  const [isUnreadable, setUnreadable] = useState(false);
  const look = useChange({
    work: async (file: File) => {
      setTried(undefined);
      setDone(undefined);
      const document = await readDocument(file);
      setUnreadable(document === undefined);
      if (document === undefined) return undefined;
      const outcome = await callFromBrowser(localeCalls.importTexts({ document, dry_run: true, publish: false }));
      return { name: file.name, document, outcome };
    },
    onDone: setTried,
  });
  const apply = useChange({
    work: (manner: Manner) =>
      callFromBrowser(
        localeCalls.importTexts({ document: tried?.document, dry_run: false, publish: manner === 'publish' }),
      ),
    onDone: async (outcome) => {
      // Meanwhile something may have come to be refused: then nothing is written, and what is in the way is shown.
      if (outcome.is_applied) {
        setDone(outcome);
        setTried(undefined);
        await readAnew();
      } else if (tried) setTried({ ...tried, outcome });
    },
  });
  useLeaveGuard(apply.isBusy);
  const failure = look.failure ?? apply.failure;
  return (
    <Card title={t('import')}>
      <div className={classes.stack}>
        <FilePick
          label={t('file')}
          hint={t('fileHint')}
          accept="application/json,.json"
          isBusy={look.isBusy || apply.isBusy}
          onPick={(file) => void look.run(file)}
        />
        <div role="status">{look.isBusy ? <p className={classes.dim}>{t('looking')}</p> : null}</div>
        {isUnreadable ? (
          <Notice tone="bad" title={t('unreadable')} role="alert">
            <p>{t('unreadableDetail')}</p>
          </Notice>
        ) : null}
        {failure === null ? null : <FailureNotice failure={asFailure(failure)} takesFocus />}
        {tried ? (
          <>
            <ImportPlan name={tried.name} outcome={tried.outcome} />
            <Apply
              outcome={tried.outcome}
              isBusy={apply.isBusy}
              onApply={(manner) => void apply.run(manner)}
              onDrop={() => setTried(undefined)}
            />
          </>
        ) : null}
        {done ? <Done outcome={done} /> : null}
      </div>
    </Card>
  );
}

interface ApplyProps {
  readonly outcome: ImportOutcome;
  readonly isBusy: boolean;
  readonly onApply: (manner: Manner) => void;
  readonly onDrop: () => void;
}

function Apply({ outcome: { changes }, isBusy, onApply, onDrop }: ApplyProps) {
  const t = useTranslations('locales.transfer');
  const mayPublish = useMay()('texts.publish');
  const [manner, setManner] = useState<Manner>('drafts');
  const isRefused = changes.some(({ change }) => change === 'refused');
  if (changes.length === 0) return null;
  if (isRefused)
    return (
      <Notice tone="bad" title={t('refusedTitle')}>
        {t('refusedDetail')}
      </Notice>
    );
  return (
    <>
      <OneOf
        legend={t('manner')}
        options={[
          { value: 'drafts', label: t('drafts'), detail: t('draftsDetail') },
          {
            value: 'publish',
            label: t('publish'),
            detail: t(mayPublish ? 'publishDetail' : 'publishMayNot'),
            isDisabled: !mayPublish,
          },
        ]}
        chosen={manner}
        onChoose={setManner}
      />
      {isBusy ? <progress className={classes.progress} aria-label={t('applying')} /> : null}
      <FormActions>
        <Button onClick={onDrop}>{t('drop')}</Button>
        <Button emphasis="main" loading={isBusy} onClick={() => onApply(manner)}>
          {t(manner === 'publish' ? 'applyPublish' : 'applyDrafts', { count: changes.length })}
        </Button>
      </FormActions>
    </>
  );
}

/** Takes the focus: the button that it came from is gone. */
function Done({ outcome: { changes } }: { outcome: ImportOutcome }) {
  const t = useTranslations('locales.transfer');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Notice ref={place} tone="ok" title={t('done', { count: changes.length })} role="status" tabIndex={-1}>
      <p>
        <Link href="/locales?view=coverage">{t('seeCoverage')}</Link>
      </p>
    </Notice>
  );
}
