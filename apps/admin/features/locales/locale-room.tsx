'use client';

import type { LocaleView } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { languageName } from '../../lib/i18n/names';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { AsideLink, BackLink } from '../../ui/links';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { CountriesCard } from './countries-card';
import { OwnName, StateBadge, Tag } from './language-words';
import { PlaceCard } from './place-card';
import { SettingsCard, SettingsFacts } from './settings-card';
import { TextsCard } from './texts-card';
import { useLocales, type FirstLocales } from './use-locales';
import classes from './locales.module.css';

/** One language: where its texts come from, who gets it, and whether it is in use. */
export function LocaleRoom({ tag, first }: { tag: string; first: FirstLocales | undefined }) {
  const t = useTranslations('locales');
  const query = useLocales(first);
  return (
    <Page width="medium">
      <BackLink href="/locales">{t('back')}</BackLink>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={3} />
          </Skeleton>
        }
      >
        {({ data }) => {
          const locale = data.find((one) => one.tag === tag);
          // Somebody else has removed it while it was looked at.
          return locale ? (
            <Known locale={locale} locales={data} />
          ) : (
            <Empty title={t('goneTitle')} detail={t('goneDetail')} />
          );
        }}
      </Fetched>
    </Page>
  );
}

export interface LanguageProps {
  readonly locale: LocaleView;
  readonly locales: readonly LocaleView[];
}

function Known({ locale, locales }: LanguageProps) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const may = useMay();
  return (
    <>
      <PageHeader
        title={languageName(locale.tag, reader)}
        beside={<StateBadge locale={locale} />}
        lead={
          <>
            <OwnName tag={locale.tag} /> · <Tag tag={locale.tag} />
          </>
        }
        actions={
          may('audit.read') ? (
            <AsideLink href={`/audit?target=${encodeURIComponent(locale.tag)}`}>{t('inAudit')}</AsideLink>
          ) : null
        }
      />
      <div className={classes.columns}>
        <div className={classes.stack}>
          {may('locales.write') ? (
            <SettingsCard locale={locale} locales={locales} />
          ) : (
            <SettingsFacts locale={locale} />
          )}
          {may('locales.write') ? <PlaceCard locale={locale} locales={locales} /> : null}
        </div>
        <div className={classes.stack}>
          <TextsCard locale={locale} />
          <CountriesCard locale={locale} />
        </div>
      </div>
    </>
  );
}
