'use client';

import type { ApplicationDetail } from '@codewire/contracts';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Card } from '../../ui/card';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { KeysCard } from './keys-card';
import { ModeBadge } from './mode-badge';
import { PolicyCard } from './policy-card';
import { PolicyFacts } from './policy-facts';
import { SettingsCard } from './settings-card';
import { SettingsFacts } from './settings-facts';
import { useApplication, type FirstAnswer } from './use-applications';
import classes from './apps.module.css';

/** One application: its keys, what it is called, and the rules that its codes live by. */
export function AppRoom({ id, first }: { id: string; first: FirstAnswer<ApplicationDetail> | undefined }) {
  const t = useTranslations('apps');
  const query = useApplication(id, first);
  return (
    <Page>
      <Link href="/apps" className={classes.back}>
        <IconArrowLeft size={16} className={classes.turns} aria-hidden />
        {t('back')}
      </Link>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={3} />
          </Skeleton>
        }
      >
        {(application) => <Known application={application} />}
      </Fetched>
    </Page>
  );
}

function Known({ application }: { application: ApplicationDetail }) {
  const t = useTranslations('apps');
  const may = useMay();
  const { id, name, is_test: isTest } = application;
  return (
    <>
      <PageHeader
        title={name}
        beside={<ModeBadge isTest={isTest} />}
        lead={t(`modeLine.${isTest ? 'test' : 'live'}`)}
        actions={
          may('audit.read') ? (
            <Link href={`/audit?target=${encodeURIComponent(id)}`} className={classes.back}>
              {t('inAudit')}
            </Link>
          ) : null
        }
      />
      <KeysCard application={application} />
      <div className={classes.columns}>
        {may('applications.write') ? (
          <>
            <SettingsCard application={application} />
            <PolicyCard application={application} />
          </>
        ) : (
          <>
            <Card title={t('settings')}>
              <SettingsFacts application={application} />
            </Card>
            <Card title={t('policy.title')}>
              <PolicyFacts policy={application.policy} />
            </Card>
          </>
        )}
      </div>
    </>
  );
}
