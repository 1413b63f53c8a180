'use client';

import type { ApplicationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Card } from '../../ui/card';
import { Fetched } from '../../ui/fetched';
import { AsideLink, BackLink } from '../../ui/links';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { AutofillCard } from './autofill-card';
import { AutofillFacts } from './autofill-facts';
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
      <BackLink href="/apps">{t('back')}</BackLink>
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
            <AsideLink href={`/audit?target=${encodeURIComponent(id)}`}>{t('inAudit')}</AsideLink>
          ) : null
        }
      />
      <KeysCard application={application} />
      <div className={classes.columns}>
        {may('applications.write') ? (
          <>
            <div className={classes.stack}>
              <SettingsCard application={application} />
              <AutofillCard application={application} />
            </div>
            <PolicyCard application={application} />
          </>
        ) : (
          <>
            <div className={classes.stack}>
              <Card title={t('settings')}>
                <SettingsFacts application={application} />
              </Card>
              <Card title={t('autofill.title')}>
                <AutofillFacts application={application} />
              </Card>
            </div>
            <Card title={t('policy.title')}>
              <PolicyFacts policy={application.policy} />
            </Card>
          </>
        )}
      </div>
    </>
  );
}
