'use client';

import type { MessageDetail } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { countryName, languageName } from '../../lib/i18n/names';
import { Fact, FactList } from '../../ui/fact-list';
import { Moment } from '../../ui/moment';
import classes from './message.module.css';

export function MessageFacts({ message }: { message: MessageDetail }) {
  const t = useTranslations('detail');
  const reason = useTranslations('languageReason');
  const locale = useLocale();
  return (
    <FactList>
      <Fact name={t('to')}>
        <bdi dir="ltr">{message.number}</bdi>
        {message.country ? ` · ${countryName(message.country, locale)}` : ''}
      </Fact>
      <Fact name={t('language')}>
        {languageName(message.language, locale)}
        <span className={classes.why}>{reason(message.language_reason)}</span>
      </Fact>
      <Fact name={t('template')}>{t('version', { version: message.template_version })}</Fact>
      <Fact name={t('encoding')}>
        {message.encoding} · {t('segments', { count: message.segments })}
      </Fact>
      <Fact name={t('created')}>
        <Moment at={message.created_at} show="full" />
      </Fact>
      <Fact name={t('expires')}>
        <Moment at={message.expires_at} show="full" />
      </Fact>
      <Fact name={t('verification')}>
        <Link href={`/messages?verification=${encodeURIComponent(message.verification_id)}`} className={classes.mono}>
          <bdi dir="ltr">{message.verification_id}</bdi>
        </Link>
      </Fact>
    </FactList>
  );
}
