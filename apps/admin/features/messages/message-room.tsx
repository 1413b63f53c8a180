'use client';

import type { MessageDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCauses } from '../../lib/i18n/use-causes';
import { Card } from '../../ui/card';
import { CopyButton } from '../../ui/copy-button';
import { Fetched } from '../../ui/fetched';
import { BackLink } from '../../ui/links';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useDuration } from '../../ui/use-duration';
import { AttemptsTable } from './attempts-table';
import { MessageFacts } from './message-facts';
import { MessageText } from './message-text';
import { ReceiptsTable } from './receipts-table';
import { sentenceOf } from './sentence';
import { StatusBadge } from './status-badge';
import { Timeline } from './timeline';
import { useMessage, type FirstMessage } from './use-message';
import classes from './message.module.css';

export interface MessageRoomProps {
  readonly id: string;
  readonly first: FirstMessage | undefined;
}

/** One message: a sentence that explains it, then everything that is known. */
export function MessageRoom({ id, first }: MessageRoomProps) {
  const t = useTranslations('detail');
  const query = useMessage(id, first);
  return (
    <Page width="medium">
      <BackLink href="/messages">{t('back')}</BackLink>
      <PageHeader
        title={t('title')}
        beside={query.data ? <StatusBadge status={query.data.status} /> : null}
        actions={
          <>
            <code className={classes.id}>
              <bdi dir="ltr">{id}</bdi>
            </code>
            <CopyButton label={t('copyLink')} text={() => window.location.href} />
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
        {(message) => <Known message={message} />}
      </Fetched>
    </Page>
  );
}

function Known({ message }: { message: MessageDetail }) {
  const t = useTranslations('detail');
  return (
    <>
      <Explanation message={message} />
      <div className={classes.columns}>
        <Card title={t('timeline')}>
          <Timeline events={message.timeline} />
        </Card>
        <div className={classes.stack}>
          <Card title={t('text')}>
            <MessageText text={message.text} language={message.language} />
          </Card>
          <Card title={t('facts')}>
            <MessageFacts message={message} />
          </Card>
        </div>
      </div>
      <Card title={t('attempts')}>
        <AttemptsTable attempts={message.attempts} />
      </Card>
      <Card title={t('receipts')}>
        <ReceiptsTable receipts={message.receipts} />
      </Card>
    </>
  );
}

function Explanation({ message }: { message: MessageDetail }) {
  const t = useTranslations('detail.sentence');
  const duration = useDuration();
  const causes = useCauses();
  const { key, ...values } = sentenceOf(message, causes.has);
  const took = 'milliseconds' in values ? duration(values.milliseconds) : '';
  const error = 'error' in values ? causes.inWords(values.error) : '';
  return (
    <p className={classes.sentence} suppressHydrationWarning>
      {t(key, { carrier: '', status: '', attempts: 0, ...values, duration: took, error })}
    </p>
  );
}
