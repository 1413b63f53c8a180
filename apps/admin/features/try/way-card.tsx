'use client';

import type { TryResponse } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { asFailure } from '../../lib/api/failure';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { StatusBadge } from '../messages/status-badge';
import { Timeline } from '../messages/timeline';
import { useMessage } from '../messages/use-message';
import classes from './try.module.css';

/** The message's way as it happens, from the accepted request to the receipt. */
export function WayCard({ verification }: { verification: TryResponse | undefined }) {
  const t = useTranslations('way');
  const message = useMessage(verification?.message.id);
  if (!verification) {
    return (
      <Card title={t('title')}>
        <p className={classes.fine}>{t('nothingYet')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('title')} aside={message.data ? <StatusBadge status={message.data.status} /> : null}>
      {message.data ? <Timeline events={message.data.timeline} /> : null}
      {message.error ? <FailureNotice failure={asFailure(message.error)} /> : null}
      <p className={classes.more}>
        <Link href={`/messages?verification=${encodeURIComponent(verification.id)}`}>{t('seeInMessages')}</Link>
      </p>
    </Card>
  );
}
