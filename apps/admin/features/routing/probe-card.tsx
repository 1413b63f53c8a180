'use client';

import type { RouteQuestion } from '@codewire/contracts';
import { useLocale, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { COUNTRIES } from '../../lib/countries';
import { countryName } from '../../lib/i18n/names';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { SelectField, TextField, type Choice } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { FILTERS_MARK } from '../../ui/page-landmarks';
import { ProbeAnswer } from './probe-answer';
import type { Probe } from './use-probe';
import type { Names } from './use-routing';
import classes from './routing.module.css';

export interface ProbeCardProps {
  readonly probe: Probe;
  readonly names: Names;
}

/** "Who would carry this?" The number is kept nowhere: not in the address, and in no log. */
export function ProbeCard({ probe, names }: ProbeCardProps) {
  const t = useTranslations('routing.probe');
  const { form, field, isToldAtField } = useFields({
    first: { number: '', country: '', application_id: '' },
    check: ({ number }) => (number.trim() === '' ? { number: t('numberMissing') } : {}),
    onSubmit: ({ number, country, application_id: chosen }) => {
      const application = chosen === '' ? names.applications[0]?.id : chosen;
      if (application === undefined) return;
      const question: RouteQuestion = { number: number.trim(), application_id: application };
      probe.ask(country === '' ? question : { ...question, country });
    },
    failure: probe.query.error,
  });
  return (
    <Card title={t('title')}>
      <div className={classes.probe}>
        <Form {...form} {...FILTERS_MARK}>
          <TextField
            {...field('number')}
            label={t('number')}
            description={t('numberHint')}
            type="tel"
            dir="ltr"
            autoComplete="off"
            maxLength={40}
          />
          <SelectField {...field('country')} label={t('country')} choices={useCountryChoices(t('noCountry'))} />
          <SelectField
            {...field('application_id')}
            label={t('application')}
            choices={names.applications.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <FormActions>
            {probe.isAsked ? <Button onClick={probe.forget}>{t('forget')}</Button> : null}
            <Button type="submit" emphasis="main" loading={probe.isAsked && probe.query.isLoading}>
              {t('ask')}
            </Button>
          </FormActions>
        </Form>
        <ProbeAnswer probe={probe} isToldAtField={isToldAtField} />
      </div>
    </Card>
  );
}

/** All countries by their names, after one that is none. */
export function useCountryChoices(none: string): Choice[] {
  const reader = useLocale();
  return useMemo(() => {
    const collator = new Intl.Collator(reader);
    const named = COUNTRIES.map((code) => ({ value: code, label: countryName(code, reader) }));
    return [{ value: '', label: none }, ...named.sort((a, b) => collator.compare(a.label, b.label))];
  }, [reader, none]);
}
