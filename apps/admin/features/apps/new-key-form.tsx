'use client';

import { KEY_SCOPES, type KeyCreate, type KeyScope } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { asFailure, type ApiFailure } from '../../lib/api/failure';
import type { Action } from '../../lib/use-action';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { AnyOf } from '../../ui/choices';
import { FailureNotice } from '../../ui/failure-notice';
import { LinesField, SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { expiryOf, EXPIRIES, type Expiry } from './key-expiry';

export interface NewKeyFormProps {
  readonly create: Action<KeyCreate>;
  readonly onClose: () => void;
}

/** A key as it is wished for. `reveal` is off unless someone asks for it: with it a code can be read by who has the key. */
export function NewKeyForm({ create, onClose }: NewKeyFormProps) {
  const t = useTranslations('apps.keys');
  const scopeWord = useTranslations('scopes');
  const common = useTranslations('common');
  const [scopes, setScopes] = useState<readonly KeyScope[]>(['start', 'check']);
  const [addresses, setAddresses] = useState('');
  const [scopeFault, setScopeFault] = useState<string>();
  const { form, field, values, isToldAtField } = useFields({
    first: { name: '', expiry: 'never', day: '' },
    check: ({ name, expiry, day }) => {
      setScopeFault(scopes.length === 0 ? t('scopesMissing') : undefined);
      return {
        ...(name.trim() === '' ? { name: t('nameMissing') } : {}),
        ...(expiry === 'day' && Number.isNaN(Date.parse(day)) ? { day: t('dayMissing') } : {}),
        ...(scopes.length === 0 ? { scopes: t('scopesMissing') } : {}),
      };
    },
    onSubmit: ({ name, expiry, day }) =>
      create.run({
        name: name.trim(),
        scopes: [...scopes],
        addresses: addresses.split(/[\s,;]+/).filter((line) => line !== ''),
        expires_at: expiryOf(expiry as Expiry, day, Date.now()),
      }),
    failure: create.failure,
  });
  const wrongAddress = addressFault(create.failure);

  return (
    <Form {...form}>
      <TextField label={t('name')} description={t('nameHint')} autoComplete="off" maxLength={60} {...field('name')} />
      <AnyOf
        legend={t('scopes')}
        options={KEY_SCOPES.map((scope) => ({
          value: scope,
          label: scopeWord(scope),
          detail: t(`scopeLine.${scope}`),
          isDisabled: scope === 'reveal' && !scopes.includes('start'),
        }))}
        chosen={scopes}
        onChange={(chosen) => setScopes(chosen.includes('start') ? chosen : chosen.filter((one) => one !== 'reveal'))}
        error={scopeFault}
      />
      <LinesField
        label={t('addresses')}
        description={t('addressesHint')}
        dir="ltr"
        value={addresses}
        error={wrongAddress}
        onChange={(event) => setAddresses(event.currentTarget.value)}
      />
      <SelectField
        label={t('expires')}
        choices={EXPIRIES.map((value) => ({ value, label: t(`expiry.${value}`) }))}
        {...field('expiry')}
      />
      {values.expiry === 'day' ? <TextField type="date" label={t('day')} {...field('day')} /> : null}
      {create.failure === null || isToldAtField || wrongAddress ? null : (
        <FailureNotice failure={asFailure(create.failure)} takesFocus />
      )}
      <FormActions>
        <Button onClick={onClose}>{common('cancel')}</Button>
        <Button type="submit" emphasis="main" loading={create.isBusy}>
          {t('makeConfirm')}
        </Button>
      </FormActions>
    </Form>
  );
}

/** The backend's own words for a range it cannot read. */
function addressFault(failure: unknown): string | undefined {
  const problem = failure === null ? null : (asFailure(failure) satisfies ApiFailure).problem;
  return problem?.code === 'key.address_invalid' ? `${problem.detail} ${problem.remedy}` : undefined;
}
