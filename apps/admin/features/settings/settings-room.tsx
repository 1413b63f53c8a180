'use client';

import { useTranslations } from 'next-intl';
import { Fetched } from '../../ui/fetched';
import { AsideLink } from '../../ui/links';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { FactorCard } from './factor-card';
import { NameCard } from './name-card';
import { SettingsFacts } from './settings-facts';
import { TimesCard } from './times-card';
import { useSettings, type FirstSettings } from './use-settings';
import classes from './settings.module.css';

/** What holds for the console as a whole, and for everyone who signs in to it. */
export function SettingsRoom({ first }: { first: FirstSettings | undefined }) {
  const t = useTranslations('settings');
  const may = useMay();
  const query = useSettings(first);
  return (
    <Page width="narrow">
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={may('audit.read') ? <AsideLink href="/audit?action=settings.changed">{t('inAudit')}</AsideLink> : null}
      />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={3} />
          </Skeleton>
        }
      >
        {(settings) =>
          may('settings.write') ? (
            <div className={classes.cards}>
              <NameCard settings={settings} />
              <FactorCard settings={settings} />
              <TimesCard settings={settings} />
            </div>
          ) : (
            <SettingsFacts settings={settings} />
          )
        }
      </Fetched>
    </Page>
  );
}
