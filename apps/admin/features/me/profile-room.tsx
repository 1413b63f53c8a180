'use client';

import { useTranslations } from 'next-intl';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { LookCard } from './look-card';
import { PasskeysCard } from './passkeys-card';
import { PasswordCard } from './password-card';
import { RecoveryCodesCard } from './recovery-codes-card';
import { PhoneCard } from './phone-card';
import { SessionsCard } from './sessions-card';
import { TotpCard } from './totp-card';
import { useProfile, type FirstProfile } from './use-profile';
import { YouCard } from './you-card';
import classes from './me.module.css';

/** One's own account: how one comes in, where one is signed in, and how the console looks. */
export function ProfileRoom({ first }: { first: FirstProfile | undefined }) {
  const t = useTranslations('me');
  const profile = useProfile(first);
  return (
    <Page width="narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <Fetched
        query={profile}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={4} />
          </Skeleton>
        }
      >
        {(data) => (
          <div className={classes.cards}>
            <YouCard key={data.operator.name} operator={data.operator} />
            <LookCard />
            <PasswordCard profile={data} />
            <TotpCard profile={data} />
            <PasskeysCard profile={data} />
            <RecoveryCodesCard left={data.recovery_codes_left} />
            <PhoneCard profile={data} />
            <SessionsCard sessions={data.sessions} />
          </div>
        )}
      </Fetched>
    </Page>
  );
}
