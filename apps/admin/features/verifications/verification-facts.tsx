'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { callFromBrowser } from '../../lib/api/browser';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { countryName, languageName } from '../../lib/i18n/names';
import { Fact, FactList } from '../../ui/fact-list';
import { Moment } from '../../ui/moment';
import { RevealableNumber } from '../messages/revealable-number';
import { LinkIfOpen } from '../session/link-if-open';
import classes from './verification.module.css';

/** Whose it is, what for, and from when to when. */
export function VerificationFacts({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification');
  const detail = useTranslations('detail');
  const purpose = useTranslations('templates.purposes');
  const reason = useTranslations('languageReason');
  const locale = useLocale();
  const { id, number, country, language, application_id: application } = verification;
  return (
    <FactList>
      <Fact name={t('number')}>
        <RevealableNumber
          key={id}
          masked={number}
          ask={(why) => callFromBrowser(inspectionCalls.revealOfVerification(id, { reason: why }))}
        />
        {country ? <span className={classes.why}>{countryName(country, locale)}</span> : null}
      </Fact>
      <Fact name={detail('application')}>
        <LinkIfOpen to="applications.read" href={`/apps/${application}`}>
          {verification.application}
        </LinkIfOpen>
      </Fact>
      <Fact name={t('purpose')}>{purpose(verification.purpose)}</Fact>
      <Fact name={detail('language')}>
        {languageName(language, locale)}
        <span className={classes.why}>{reason(verification.language_reason)}</span>
      </Fact>
      <Times verification={verification} />
    </FactList>
  );
}

function Times({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification');
  const { created_at: begun, expires_at: expires, ended_at: ended, superseded_by: successor } = verification;
  return (
    <>
      <Fact name={t('started')}>
        <Moment at={begun} show="full" />
      </Fact>
      <Fact name={t('expires')}>
        <Moment at={expires} show="full" />
      </Fact>
      <Fact name={t('ended')}>{ended === null ? t('notEnded') : <Moment at={ended} show="full" />}</Fact>
      {successor === null ? null : (
        <Fact name={t('supersededBy')}>
          <Link href={`/verifications/${successor}`} className={classes.mono}>
            <bdi dir="ltr">{successor}</bdi>
          </Link>
        </Fact>
      )}
    </>
  );
}
