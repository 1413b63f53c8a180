'use client';

import { useLocale, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { entryCalls } from '../../lib/api/entry-calls';
import { languageInItsWords } from '../../lib/i18n/names';
import { leaveFor } from '../../lib/leave-for';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { SelectField, TextField } from '../../ui/field';
import { Stage } from '../../ui/stage';
import { Refusal } from '../factors/refusal';
import { WaitButton } from '../factors/wait-button';
import type { StepProps } from './setup-room';
import classes from './entry.module.css';

/** What a message needs before it can be sent: whose it is, and in which language when nothing tells. */
export function ApplicationStep({ view, takesFocus }: StepProps) {
  const t = useTranslations('setup');
  const locale = useLocale();
  const finish = useAction(
    (form: { name: string; default_language: string }) =>
      callFromBrowser(entryCalls.finishSetup({ ...form, name: form.name.trim() })),
    () => leaveFor('/try'),
  );
  const { form, field, isToldAtField } = useFields({
    first: {
      name: view.application?.name ?? '',
      default_language: view.application?.default_language ?? view.languages[0] ?? '',
    },
    check: ({ name }) => (name.trim() === '' ? { name: t('brandMissing') } : {}),
    onSubmit: finish.run,
    failure: finish.failure,
  });
  const choices = view.languages.map((tag) => ({ value: tag, label: languageInItsWords(tag, locale) }));
  return (
    <Stage title={t('brandTitle')} lead={t('brandLead')} takesFocus={takesFocus}>
      <form {...form} className={classes.form} noValidate>
        <TextField
          label={t('brand')}
          description={t('brandHint')}
          autoComplete="organization"
          maxLength={20}
          {...field('name')}
        />
        <SelectField
          label={t('language')}
          description={t('languageHint')}
          choices={choices}
          {...field('default_language')}
        />
        {isToldAtField ? null : <Refusal failure={finish.failure} />}
        <WaitButton type="submit" emphasis="main" size="md" loading={finish.isBusy} failure={finish.failure}>
          {t('finish')}
        </WaitButton>
      </form>
    </Stage>
  );
}
