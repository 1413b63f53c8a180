'use client';

import type { ApplicationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { Form, FormActions } from '../../ui/form';
import { toast } from '../../ui/toasts';
import { SettingsFields, useSettingsCheck, type Settings } from './settings-fields';
import { useApplicationsAnew } from './use-applications';

export function SettingsCard({ application }: { application: ApplicationDetail }) {
  const t = useTranslations('apps');
  const check = useSettingsCheck();
  const readAnew = useApplicationsAnew();
  const { id, name, sender, default_language: language } = application;
  const save = useAction(
    (settings: Settings) =>
      callFromBrowser(applicationCalls.changeApplication(id, { ...settings, name: settings.name.trim() })),
    async (changed) => {
      await readAnew(changed);
      toast({ tone: 'ok', title: t('settingsSaved') });
    },
  );
  const { form, field, values, isToldAtField } = useFields({
    first: { name, sender, default_language: language },
    check,
    onSubmit: save.run,
    failure: save.failure,
  });
  const isSame = values.name.trim() === name && values.sender === sender && values.default_language === language;

  return (
    <Card title={t('settings')}>
      <Form {...form}>
        <SettingsFields field={field} values={values} />
        {save.failure === null || isToldAtField ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          <Button type="submit" emphasis="main" disabled={isSame} loading={save.isBusy}>
            {t('saveSettings')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
