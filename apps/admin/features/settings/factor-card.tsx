'use client';

import { SECOND_FACTOR_POLICIES, type SecondFactorPolicy, type Settings } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { asFailure } from '../../lib/api/failure';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { OneOf } from '../../ui/choices';
import { FailureNotice } from '../../ui/failure-notice';
import { Form, FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useSettingsChange } from './use-settings';

/** Who has to have a passkey, and whom that would stop at the door. */
export function FactorCard({ settings }: { settings: Settings }) {
  const t = useTranslations('settings.factor');
  const save = useSettingsChange(settings, t('saved'));
  const [chosen, setChosen] = useState<SecondFactorPolicy>(settings.second_factor);
  const isSame = chosen === settings.second_factor;
  const stopped = {
    any: 0,
    passkey_for_privileged: settings.privileged_without_passkey,
    passkey: settings.without_passkey,
  };

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    void save.run({ second_factor: chosen });
  }

  return (
    <Card title={t('title')}>
      <Form onSubmit={submit}>
        <OneOf
          legend={t('legend')}
          options={SECOND_FACTOR_POLICIES.map((policy) => ({
            value: policy,
            label: t(`policy.${policy}`),
            detail: t(`detail.${policy}`),
          }))}
          chosen={chosen}
          onChoose={(policy) => {
            save.reset();
            setChosen(policy);
          }}
        />
        {!isSame && stopped[chosen] > 0 ? (
          <Notice tone="warn" title={t('effectTitle', { count: stopped[chosen] })} role="status">
            <p>{t('effect')}</p>
          </Notice>
        ) : null}
        {save.failure === null ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
        <FormActions>
          <Button type="submit" emphasis="main" disabled={isSame} loading={save.isBusy}>
            {t('save')}
          </Button>
        </FormActions>
      </Form>
    </Card>
  );
}
