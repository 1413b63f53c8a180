'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { useAction } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { OneOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { Form, FormActions } from '../../ui/form';
import { toast } from '../../ui/toasts';
import { useConsoleContext } from '../shell/use-console-context';
import { SettingsFields, useSettingsCheck, type Settings } from './settings-fields';
import { useApplicationsAnew } from './use-applications';

const MODES = ['test', 'live'] as const;

/** A new application, under the standard policy; then on to its page, where its first key is made. */
export default function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('apps');
  const common = useTranslations('common');
  const router = useRouter();
  const readAnew = useApplicationsAnew();
  const check = useSettingsCheck();
  const { data } = useConsoleContext();
  const [mode, setMode] = useState<(typeof MODES)[number]>('test');
  const create = useAction(
    (settings: Settings) =>
      callFromBrowser(
        applicationCalls.createApplication({ ...settings, name: settings.name.trim(), is_test: mode === 'test' }),
      ),
    async ({ id, name }) => {
      await readAnew();
      toast({ tone: 'ok', title: t('created', { name }) });
      router.push(`/apps/${id}`);
    },
  );
  const { form, field, values, isToldAtField } = useFields({
    first: { name: '', sender: '', default_language: data?.locales[0]?.tag ?? 'en' },
    check,
    onSubmit: create.run,
    failure: create.failure,
  });

  return (
    <Dialog title={t('create')} isOpen onClose={onClose}>
      <Form {...form}>
        <SettingsFields field={field} values={values} />
        <OneOf
          legend={t('mode')}
          hint={t('modeHint')}
          options={MODES.map((value) => ({ value, label: t(`modes.${value}`), detail: t(`modeLine.${value}`) }))}
          chosen={mode}
          onChoose={setMode}
        />
        {create.failure === null || isToldAtField ? null : (
          <FailureNotice failure={asFailure(create.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={create.isBusy}>
            {t('createConfirm')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
