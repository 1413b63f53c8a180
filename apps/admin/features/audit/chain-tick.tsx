'use client';

import type { AuditVerification } from '@codewire/contracts';
import { IconShieldCheck, IconShieldSearch } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { asFailure } from '../../lib/api/failure';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { FailureNotice } from '../../ui/failure-notice';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { useVerification } from './use-audit';
import classes from './audit.module.css';

/** Whether every entry still fits the one before: a tick in words, with the time at which it was looked. */
export function ChainTick() {
  const t = useTranslations('audit.chain');
  const { data, isFetching, refetch } = useVerification();
  return (
    <>
      <span role="status" className={classes.chain}>
        {data?.status === 'intact' && !isFetching ? (
          <Badge tone="ok" icon={<IconShieldCheck size={15} aria-hidden />}>
            <span>
              {t('intact', { count: data.entries })} · <Moment at={data.verified_at} show="minute" />
            </span>
          </Badge>
        ) : null}
        {isFetching ? (
          <Badge tone="calm" icon={<IconShieldSearch size={15} aria-hidden />}>
            {t('looking')}
          </Badge>
        ) : null}
      </span>
      <Button size="xs" disabled={isFetching} onClick={() => void refetch()}>
        {t('verify')}
      </Button>
    </>
  );
}

/** What must not be overlooked: the record was bent, or nobody can say whether it was. */
export function ChainNotice() {
  const { data, error } = useVerification();
  if (error) return <FailureNotice failure={asFailure(error)} />;
  return data?.broken ? <Broken broken={data.broken} at={data.verified_at} /> : null;
}

interface BrokenProps {
  readonly broken: NonNullable<AuditVerification['broken']>;
  readonly at: string;
}

function Broken({ broken: { seq, reason }, at }: BrokenProps) {
  const t = useTranslations('audit.chain');
  return (
    <Notice tone="bad" title={t('brokenTitle', { seq })} role="alert">
      <p>{t(`broken.${reason}`, { seq })}</p>
      <p>{t('brokenRemedy')}</p>
      <p>
        {reason === 'changed' ? (
          <>
            <Link href={`/audit/${seq}`}>{t('seeEntry', { seq })}</Link> ·{' '}
          </>
        ) : null}
        <Moment at={at} show="full" />
      </p>
    </Notice>
  );
}
