'use client';

import type { CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { OneOf } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { Form, FormActions } from '../../ui/form';
import { PasswordField } from '../../ui/password-field';
import { useChange } from '../../ui/use-change';
import { isCarrierPassword } from './password-rule';
import { useCarriersAnew } from './use-carriers';
import classes from './carriers.module.css';

const WAYS = ['tested', 'untested'] as const;

/** A new password: tried by a bind of its own before it is taken, unless someone decides against that. */
export default function PasswordDialog({ carrier, onClose }: { carrier: CarrierView; onClose: () => void }) {
  const t = useTranslations('carriers.password');
  const common = useTranslations('common');
  const readAnew = useCarriersAnew();
  const [way, setWay] = useState<(typeof WAYS)[number]>('tested');
  const replace = useChange({
    work: async (password: string) => {
      try {
        await callFromBrowser(carrierCalls.rotatePassword(carrier.id, { password, without_test: way === 'untested' }));
      } catch (error) {
        if (isRefusal(error, 'carrier.changed')) await readAnew();
        throw error;
      }
    },
    said: t('replaced'),
    onDone: async () => {
      await readAnew();
      onClose();
    },
  });
  const { form, field, isToldAtField } = useFields({
    first: { password: '' },
    check: ({ password }) => (isCarrierPassword(password) ? {} : { password: t('wrong') }),
    onSubmit: ({ password }) => replace.run(password),
    failure: replace.failure,
  });
  return (
    <Dialog title={t('replaceTitle', { name: carrier.name })} isOpen onClose={onClose}>
      <Form {...form}>
        <PasswordField label={t('new')} description={t('newHint')} autoComplete="new-password" {...field('password')} />
        <OneOf
          legend={t('way')}
          options={WAYS.map((value) => ({ value, label: t(`ways.${value}`), detail: t(`wayLine.${value}`) }))}
          chosen={way}
          onChoose={setWay}
        />
        <p className={classes.lead}>{t('rebind', { count: carrier.bind_states.length })}</p>
        {replace.failure === null || isToldAtField ? null : (
          <FailureNotice failure={asFailure(replace.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={replace.isBusy}>
            {t('replace')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
