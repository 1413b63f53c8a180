'use client';

import type { ApplicationBrief, LocaleAnswer, LocaleQuestion, LocaleView } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import Link from 'next/link';
import { useId, useMemo, useState, type SubmitEvent } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { localeCalls } from '../../lib/api/locale-calls';
import { COUNTRIES } from '../../lib/countries';
import { countryName, languageInItsWords, languageName } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Fetched } from '../../ui/fetched';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useConsoleContext } from '../shell/use-console-context';
import { Chain } from './chain';
import { Tag } from './language-words';
import type { LocaleFilters } from './locale-filters';
import type { ViewProps } from './locales-room';
import classes from './locales.module.css';

type Question = Pick<LocaleFilters, 'language' | 'country' | 'app'>;

export interface QuestionViewProps extends ViewProps {
  readonly locales: readonly LocaleView[];
}

/** "Which language would it be?" The question is in the address, so its answer can be shown to others. */
export default function QuestionView({ locales, filters, change }: QuestionViewProps) {
  const t = useTranslations('locales.question');
  const { data } = useConsoleContext();
  const applications = data?.applications ?? [];
  const asked = { language: filters.language, country: filters.country, app: filters.app };
  // Begun anew when the address is another one, as by the back button.
  return (
    <div className={classes.columns}>
      <Card title={t('title')}>
        <QuestionForm
          key={JSON.stringify(asked)}
          asked={asked}
          applications={applications}
          locales={locales}
          onAsk={change}
        />
      </Card>
      {asked.app === '' ? null : <Answer asked={asked} applications={applications} />}
    </div>
  );
}

interface QuestionFormProps {
  readonly asked: Question;
  readonly applications: readonly ApplicationBrief[];
  readonly locales: readonly LocaleView[];
  readonly onAsk: (question: Question) => void;
}

function QuestionForm({ asked, applications, locales, onAsk }: QuestionFormProps) {
  const t = useTranslations('locales.question');
  const reader = useLocale();
  const tags = useId();
  const [language, setLanguage] = useState(asked.language);
  const [country, setCountry] = useState(asked.country);
  const [chosen, setApp] = useState(asked.app);
  const app = chosen === '' ? (applications[0]?.id ?? '') : chosen;
  const countries = useMemo(() => {
    const collator = new Intl.Collator(reader);
    return COUNTRIES.map((code) => ({ value: code, label: countryName(code, reader) })).sort((a, b) =>
      collator.compare(a.label, b.label),
    );
  }, [reader]);
  return (
    <Form
      {...FILTERS_MARK}
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        onAsk({ language: language.trim(), country, app });
      }}
    >
      <TextField
        label={t('language')}
        description={t('languageHint')}
        dir="ltr"
        list={tags}
        placeholder="fr-CA"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={64}
        value={language}
        onChange={({ currentTarget: { value } }) => setLanguage(value)}
      />
      <datalist id={tags}>
        {locales.map(({ tag }) => (
          <option key={tag} value={tag} label={languageName(tag, reader)} suppressHydrationWarning />
        ))}
      </datalist>
      <SelectField
        label={t('country')}
        value={country}
        onChange={({ currentTarget: { value } }) => setCountry(value)}
        choices={[{ value: '', label: t('noCountry') }, ...countries]}
      />
      <SelectField
        label={t('application')}
        value={app}
        onChange={({ currentTarget: { value } }) => setApp(value)}
        choices={applications.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FormActions>
        <Button type="submit" emphasis="main" disabled={app === ''}>
          {t('ask')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Answer({ asked, applications }: Pick<QuestionFormProps, 'asked' | 'applications'>) {
  const t = useTranslations('locales.question');
  const query = useQuery({
    queryKey: ['locales', 'match', asked],
    queryFn: ({ signal }) => callFromBrowser(localeCalls.match(questionOf(asked)), signal),
  });
  return (
    <Card title={t('answer')}>
      <div role="status">
        <Fetched
          query={query}
          skeleton={
            <Skeleton label={t('title')}>
              <GhostCards cards={1} />
            </Skeleton>
          }
        >
          {(answer) => <Told answer={answer} asked={asked} applications={applications} />}
        </Fetched>
      </div>
    </Card>
  );
}

function questionOf({ language, country, app }: Question): LocaleQuestion {
  return { application_id: app, ...(language !== '' && { language }), ...(country !== '' && { country }) };
}

interface ToldProps extends Pick<QuestionFormProps, 'asked' | 'applications'> {
  readonly answer: LocaleAnswer;
}

function Told({ answer: { locale, reason, chain }, asked, applications }: ToldProps) {
  const t = useTranslations('locales.question');
  const words = useTranslations('locales');
  const reader = useLocale();
  const application = applications.find(({ id }) => id === asked.app)?.name ?? asked.app;
  return (
    <div className={classes.answer}>
      <p className={classes.answered}>
        <Link href={`/locales/${locale}`}>{languageInItsWords(locale, reader)}</Link> <Tag tag={locale} />
      </p>
      <p>
        {t(`reason.${reason}`, {
          wanted: asked.language,
          country: asked.country === '' ? '' : countryName(asked.country, reader),
          application,
        })}
      </p>
      <div className={classes.then}>
        <span>{words('chainNow')}</span>
        <Chain tags={chain} />
      </div>
    </div>
  );
}
