'use client';

import { SESSION_LIMITS, type Settings } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { asFailure } from '../../lib/api/failure';
import { useFields, type FieldErrors } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { changedTimes, readTime, TIME_NAMES, typedTimes, type TimeName, type TypedTimes } from './times';
import { useSettingsChange } from './use-settings';
import classes from './settings.module.css';

/** How long sessions last. */
export function TimesCard({ settings }: { settings: Settings }) {
  const t = useTranslations('settings.times');
  const save = useSettingsChange(settings, t('saved'));
  const check = (typed: TypedTimes): FieldErrors<TimeName> =>
    Object.fromEntries(
      TIME_NAMES.filter((name) => readTime(name, typed[name]) === undefined).map((name) => [
        name,
        t('outside', { least: SESSION_LIMITS[name].least, most: SESSION_LIMITS[name].most }),
      ]),
    );
  const { form, field, values, isToldAtField } = useFields<TimeName>({
    first: typedTimes(settings),
    check,
    onSubmit: (typed) => save.run(changedTimes(settings, typed) ?? {}),
    failure: save.failure,
  });
  const changed = changedTimes(settings, values);
  const isSame = changed !== undefined && Object.keys(changed).length === 0;
  return (
    <Card title={t('title')}>
      <Form {...form}>
        <p className={classes.lead}>{t('lead')}</p>
        <div className={classes.times}>
          {TIME_NAMES.map((name) => (
            <TextField
              key={name}
              label={t(`label.${name}`)}
              description={t(`hint.${name}`, { ...SESSION_LIMITS[name] })}
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              describedBelow
              {...field(name)}
            />
          ))}
        </div>
        {save.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          <Button type="submit" emphasis="main" disabled={isSame} loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
