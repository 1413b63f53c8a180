'use client';

import { IconAlarm, IconCertificate, IconClockX } from '@tabler/icons-react';
import { useNow, useTranslations } from 'next-intl';
import { readCertificates, type Certificate } from '../../lib/certificate';
import { Badge } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import classes from './carriers.module.css';

const DAY_MILLISECONDS = 86_400_000;
/** Those who issue certificates take days. */
const SOON_DAYS = 30;

/** Whom each certificate of a PEM text is for, and how long it is good. */
export function CertificateLines({ pem }: { pem: string }) {
  const certificates = readCertificates(pem);
  if (certificates.length === 0) return null;
  return (
    <ul className={classes.sessions}>
      {certificates.map(({ name, until }, place) => (
        <li key={place} className={classes.state}>
          <bdi dir="ltr" className={classes.name}>
            {name}
          </bdi>
          <Expiry until={until} />
        </li>
      ))}
    </ul>
  );
}

function Expiry({ until }: Pick<Certificate, 'until'>) {
  const t = useTranslations('carriers.expiry');
  const left = Math.floor((until.getTime() - useNow({ updateInterval: 60_000 }).getTime()) / DAY_MILLISECONDS);
  const time = () => <Moment at={until.toISOString()} show="date" />;
  if (left < 0) {
    return (
      <Badge tone="bad" icon={<IconClockX size={15} aria-hidden />}>
        <span>{t.rich('over', { time })}</span>
      </Badge>
    );
  }
  const isSoon = left <= SOON_DAYS;
  const Icon = isSoon ? IconAlarm : IconCertificate;
  return (
    <Badge tone={isSoon ? 'warn' : 'ok'} icon={<Icon size={15} aria-hidden />}>
      <span>{isSoon ? t('soon', { days: left }) : t.rich('until', { time })}</span>
    </Badge>
  );
}
