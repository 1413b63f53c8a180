'use client';

import type { OneTimeLink } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Moment } from '../../ui/moment';
import { SecretOnce } from '../../ui/secret-once';
import classes from './team.module.css';

export interface LinkOnceProps {
  readonly link: OneTimeLink;
  readonly kind: 'invitation' | 'password' | 'access';
  readonly email: string;
  readonly onKept: () => void;
}

/** A link to hand over by hand: no e-mail is sent. */
export function LinkOnce({ link, kind, email, onKept }: LinkOnceProps) {
  const t = useTranslations('team');
  return (
    <SecretOnce label={t('link')} secret={link.url} onKept={onKept}>
      <ul className={classes.advice}>
        <li>{t.rich('linkUntil', { time: () => <Moment at={link.expires_at} show="untilMinute" /> })}</li>
        <li>{t('linkHandOver', { email })}</li>
        <li>{t(`linkLeadsTo.${kind}`)}</li>
      </ul>
    </SecretOnce>
  );
}
