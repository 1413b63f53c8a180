'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useMounted } from '../../lib/use-mounted';
import { Card } from '../../ui/card';
import { Fact, FactList } from '../../ui/fact-list';
import { Moment } from '../../ui/moment';
import { useCountdown } from '../../ui/use-countdown';
import classes from './verification.module.css';

/** What the policy that it began with still allows. */
export function LimitsCard({ verification }: { verification: VerificationDetail }) {
  const t = useTranslations('verification.limits');
  const { checks_used: checks, max_checks: maxChecks, sends, max_sends: maxSends } = verification;
  return (
    <Card title={t('title')}>
      <FactList>
        <Fact name={t('checks')}>
          <Counter used={checks} most={maxChecks} />
        </Fact>
        <Fact name={t('sends')}>
          <Counter used={sends} most={maxSends} />
        </Fact>
        <Fact name={t('nextSend')}>
          <NextSend verification={verification} />
        </Fact>
        <Fact name={t('policy')}>{t('policyVersion', { version: verification.policy_version })}</Fact>
      </FactList>
    </Card>
  );
}

/** So many that each can still be counted at a glance. */
const MOST_DOTS = 20;

function Counter({ used, most }: { used: number; most: number }) {
  const t = useTranslations('verification.limits');
  return (
    <>
      {t('used', { count: used, all: most, left: Math.max(0, most - used) })}
      {most > MOST_DOTS ? null : (
        <span className={classes.dots} aria-hidden>
          {Array.from({ length: most }, (_, place) => (
            <span key={place} data-used={place < used || undefined} />
          ))}
        </span>
      )}
    </>
  );
}

function NextSend({ verification: { status, resend_at: at } }: { verification: VerificationDetail }) {
  const t = useTranslations('verification.limits');
  const isMounted = useMounted();
  const seconds = useCountdown(status === 'pending' ? at : null);
  if (status !== 'pending') return t('ended');
  if (at === null) return t('noneLeft');
  // The server's clock is not the browser's.
  if (!isMounted) return <Moment at={at} />;
  if (seconds === 0) return t('now');
  return (
    <>
      {t('inSeconds', { seconds })}
      <span className={classes.why}>
        <Moment at={at} />
      </span>
    </>
  );
}
