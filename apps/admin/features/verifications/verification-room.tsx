'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Card } from '../../ui/card';
import { CopyButton } from '../../ui/copy-button';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useDuration } from '../../ui/use-duration';
import { Walk } from '../../ui/walk';
import { RowsOfMessages } from '../messages/rows-of-messages';
import { AxisCard } from './axis-card';
import { CancelAction } from './cancel-action';
import { LimitsCard } from './limits-card';
import { MetadataCard } from './metadata-card';
import { ResendAction } from './resend-action';
import { StateLine } from './state-line-view';
import { VerificationBadge } from './status-badge';
import { useVerification, type FirstVerification } from './use-verification';
import { VerificationFacts } from './verification-facts';
import { toldSentence } from './verification-sentence';
import classes from './verification.module.css';

export interface VerificationRoomProps {
  readonly id: string;
  readonly first: FirstVerification | undefined;
}

/** One verification: a sentence that explains it, how far it came, its sends, and what limits are left. */
export function VerificationRoom({ id, first }: VerificationRoomProps) {
  const t = useTranslations('verification');
  const query = useVerification(id, first);
  return (
    <Page width="medium">
      <Walk room="/verifications">{t('back')}</Walk>
      <PageHeader
        title={t('title')}
        beside={query.data ? <VerificationBadge status={query.data.status} /> : null}
        actions={
          <>
            <code className={classes.id}>
              <bdi dir="ltr">{id}</bdi>
            </code>
            <CopyButton label={t('copyLink')} text={() => window.location.href} />
            <ResendAction verification={query.data} />
            <CancelAction id={id} mayCancel={query.data?.may_cancel ?? false} />
          </>
        }
      />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards />
          </Skeleton>
        }
      >
        {(verification) => <Known verification={verification} />}
      </Fetched>
    </Page>
  );
}

function Known({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification');
  return (
    <>
      <Explanation verification={verification} />
      <StateLine verification={verification} />
      <AxisCard verification={verification} />
      <div className={classes.columns}>
        <Card title={t('facts')}>
          <VerificationFacts verification={verification} />
        </Card>
        <div className={classes.stack}>
          <LimitsCard verification={verification} />
          <MetadataCard metadata={verification.metadata} />
        </div>
      </div>
      <Card title={t('messages')}>
        <RowsOfMessages caption={t('messages')} rows={verification.messages} none={t('noMessages')} />
      </Card>
    </>
  );
}

function Explanation({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification.sentence');
  const { key, values } = toldSentence(verification, useDuration());
  return (
    <p className={classes.sentence} suppressHydrationWarning>
      {t(key, values)}
    </p>
  );
}
