'use client';

import { PURPOSES, type Purpose } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { templateCalls } from '../../lib/api/template-calls';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { OneOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import { useConsoleContext } from '../shell/use-console-context';
import { useTemplatesAnew } from './use-templates';
import classes from './templates.module.css';

/** An application's own template: it begins without a word of its own, and inherits all of them. */
export default function CreateDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('templates');
  const common = useTranslations('common');
  const router = useRouter();
  const readAnew = useTemplatesAnew();
  const { data } = useConsoleContext();
  const applications = data?.applications ?? [];
  const [purpose, setPurpose] = useState<Purpose>('verification');
  const create = useChange({
    work: (application: string) =>
      callFromBrowser(templateCalls.createTemplate({ purpose, application_id: application, variables: [] })),
    onDone: async ({ id }) => {
      await readAnew();
      router.push(`/templates/${id}`);
    },
    said: t('created'),
  });
  const { form, field, isToldAtField } = useFields({
    first: { application_id: applications[0]?.id ?? '' },
    check: () => ({}),
    onSubmit: ({ application_id: application }) => create.run(application),
    failure: create.failure,
  });
  return (
    <Dialog title={t('create')} isOpen onClose={onClose}>
      <Form {...form}>
        <p className={classes.lead}>{t('createLead')}</p>
        <SelectField
          label={t('application')}
          choices={applications.map(({ id, name }) => ({ value: id, label: name }))}
          {...field('application_id')}
        />
        <OneOf
          legend={t('purpose')}
          options={PURPOSES.map((value) => ({
            value,
            label: t(`purposes.${value}`),
            detail: t(`purposeLine.${value}`),
          }))}
          chosen={purpose}
          onChoose={setPurpose}
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
