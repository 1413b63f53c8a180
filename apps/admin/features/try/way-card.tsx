'use client';

import type { MessageDetail, TryResponse } from '@codewire/contracts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { asFailure } from '../../lib/api/failure';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { useMay } from '../session/session-provider';
import { StatusBadge } from '../messages/status-badge';
import { useWire } from './use-wire';
import { WireTimeline } from './wire-timeline';
import classes from './try.module.css';

export interface WayCardProps {
  readonly verification: TryResponse | undefined;
  readonly message: UseQueryResult<MessageDetail>;
}

/** The message's way as it happens, from the accepted request to the receipt, with what went over the wire. */
export function WayCard({ verification, message }: WayCardProps) {
  const t = useTranslations('way');
  const permission = useTranslations('permissions');
  const may = useMay();
  const wire = useWire(message.data, may('carriers.trace'));
  if (!may('messages.read') || !verification) {
    return (
      <Card title={t('title')}>
        <p className={classes.fine}>
          {may('messages.read') ? t('nothingYet') : t('denied', { permission: permission('messages_read') })}
        </p>
      </Card>
    );
  }
  return (
    <Card title={t('title')} aside={message.data ? <StatusBadge status={message.data.status} /> : null}>
      {message.data ? <WireTimeline events={message.data.timeline} pdus={wire.data?.data ?? []} /> : null}
      {message.error ? <FailureNotice failure={asFailure(message.error)} /> : null}
      {wire.error ? <FailureNotice failure={asFailure(wire.error)} /> : null}
      <p className={classes.more}>
        {may('carriers.trace') ? t('pdusHint') : t('noPdus', { permission: permission('carriers_trace') })}{' '}
        <Link href={`/messages?verification=${encodeURIComponent(verification.id)}`}>{t('seeInMessages')}</Link>
      </p>
    </Card>
  );
}
