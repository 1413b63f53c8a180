'use client';

import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { localeCalls } from '../../lib/api/locale-calls';
import { countryName, languageName } from '../../lib/i18n/names';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Fetched } from '../../ui/fetched';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useChange } from '../../ui/use-change';
import { Chain } from './chain';
import { effectsOfDisabling, type Effects, type Served } from './effects';
import { Tag } from './language-words';
import type { LanguageProps } from './locale-room';
import { useCountries, useLocalesAnew, useSeenChange } from './use-locales';
import classes from './locales.module.css';

/** Before a language is disabled: who loses it, and what he gets then. */
export default function DisableDialog({ locale, locales, onClose }: LanguageProps & { readonly onClose: () => void }) {
  const t = useTranslations('locales');
  const reader = useLocale();
  const readAnew = useLocalesAnew();
  const ifSeen = useSeenChange();
  const countries = useCountries();
  const name = languageName(locale.tag, reader);
  const action = useChange({
    work: () => ifSeen(() => callFromBrowser(localeCalls.changeLocale(locale, { is_enabled: false }))),
    onDone: async () => {
      onClose();
      await readAnew();
    },
    said: t('nowDisabled', { language: name }),
  });
  return (
    <ConfirmDialog
      title={t('disableTitle', { language: name })}
      confirm={t('disable')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <Fetched
        query={countries}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={1} />
          </Skeleton>
        }
      >
        {({ data }) => <Told effects={effectsOfDisabling(locale.tag, locales, data)} texts={locale.texts} />}
      </Fetched>
      <p>{t('disableKeeps')}</p>
    </ConfirmDialog>
  );
}

function Told({ effects: { countries, languages, wish }, texts }: { effects: Effects; texts: number }) {
  const t = useTranslations('locales.effects');
  const reader = useLocale();
  const format = useFormatter();
  const nameOf = ({ tag, words }: Served) =>
    tag === words
      ? languageName(tag, reader)
      : t('inWords', { language: languageName(tag, reader), words: languageName(words, reader) });
  const groups = Map.groupBy(countries, ({ after }) => (after === null ? null : nameOf(after)));
  return (
    <ul className={classes.effects}>
      <li>{wish === null ? t('wishNone') : t('wish', { language: nameOf(wish) })}</li>
      {[...groups].map(([after, group]) => {
        const names = format.list(group.map(({ country }) => countryName(country, reader)));
        return (
          <li key={after ?? ''}>
            {after === null
              ? t('countriesNone', { count: group.length, countries: names })
              : t('countries', { count: group.length, countries: names, language: after })}
          </li>
        );
      })}
      {languages.length === 0 ? null : (
        <li>
          {t('languages', { count: languages.length })}
          <ul className={classes.chains}>
            {languages.map(({ tag, after }) => (
              <li key={tag}>{after.length > 0 ? <Chain tags={after} /> : <Tag tag={tag} />}</li>
            ))}
          </ul>
        </li>
      )}
      {texts > 0 ? <li>{t('texts', { count: texts })}</li> : null}
    </ul>
  );
}
