'use client';

import type { CheckResponse, Profile, TryResponse } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { SelectField, TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useChange } from '../../ui/use-change';
import { Refusal } from '../factors/refusal';
import { useMay } from '../session/session-provider';
import { useConsoleContext } from '../shell/use-console-context';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

/** The phone that texts are tried on: one's own, and proven to be. */
export function PhoneCard({ profile: { phone } }: { profile: Profile }) {
  const t = useTranslations('me.phone');
  const mayWrite = useMay()('texts.write');
  const [sent, setSent] = useState<TryResponse | null>(null);
  if (phone === null && !mayWrite) return null;
  return (
    <Card title={t('title')}>
      <div className={classes.stack}>
        <p className={classes.text}>{t('lead')}</p>
        {phone !== null ? (
          <Proven phone={phone} />
        ) : sent === null ? (
          <Begin onSent={setSent} />
        ) : (
          <Prove key={sent.id} sent={sent} onOver={() => setSent(null)} />
        )}
      </div>
    </Card>
  );
}

function Proven({ phone }: { phone: string }) {
  const t = useTranslations('me.phone');
  const forget = useChange<undefined, undefined>({
    work: () => callFromBrowser(meCalls.forgetPhone()),
    onDone: useProfileRefresh(),
    said: t('forgotten'),
  });
  return (
    <>
      <div className={classes.line}>
        <bdi dir="ltr">{phone}</bdi>
        <Button loading={forget.isBusy} onClick={() => void forget.run(undefined)}>
          {t('forget')}
        </Button>
      </div>
      <Refusal failure={forget.failure} />
    </>
  );
}

function Begin({ onSent }: { onSent: (sent: TryResponse) => void }) {
  const t = useTranslations('me.phone');
  const { data } = useConsoleContext();
  const applications = data?.applications ?? [];
  const begin = useChange({
    work: (body: { number: string; application_id: string }) => callFromBrowser(meCalls.beginPhone(body)),
    onDone: onSent,
  });
  const { form, field, isToldAtField } = useFields({
    first: { number: '', application_id: applications.find((one) => !one.is_test)?.id ?? applications[0]?.id ?? '' },
    check: ({ number }) => (number.trim() === '' ? { number: t('numberMissing') } : {}),
    onSubmit: begin.run,
    failure: begin.failure,
  });
  return (
    <Form {...form}>
      <TextField
        label={t('number')}
        description={t('numberHint')}
        type="tel"
        autoComplete="tel"
        dir="ltr"
        {...field('number')}
      />
      {applications.length > 1 ? (
        <SelectField
          label={t('application')}
          choices={applications.map(({ id, name }) => ({ value: id, label: name }))}
          {...field('application_id')}
        />
      ) : null}
      {isToldAtField ? null : <Refusal failure={begin.failure} />}
      <FormActions>
        <Button type="submit" loading={begin.isBusy}>
          {t('send')}
        </Button>
      </FormActions>
    </Form>
  );
}

function Prove({ sent, onOver }: { sent: TryResponse; onOver: () => void }) {
  const t = useTranslations('me.phone');
  const refresh = useProfileRefresh();
  const [outcome, setOutcome] = useState<CheckResponse | null>(null);
  const prove = useChange({
    work: (code: string) => callFromBrowser(meCalls.provePhone({ verification_id: sent.id, code })),
    onDone: async (answer) => {
      setOutcome(answer);
      if (answer.status !== 'approved') return;
      await refresh();
      onOver();
    },
  });
  const { form, field } = useFields({
    first: { code: '' },
    check: ({ code }) => (code.trim() === '' ? { code: t('codeMissing') } : {}),
    onSubmit: ({ code }) => prove.run(code),
    failure: prove.failure,
  });
  const isWrong = outcome?.status === 'wrong';
  const isOver = outcome !== null && !isWrong && outcome.status !== 'approved';
  return (
    <Form {...form}>
      <TextField
        label={t('code')}
        description={t.rich('codeHint', { number: () => <bdi dir="ltr">{sent.number}</bdi> })}
        inputMode="numeric"
        autoComplete="one-time-code"
        dir="ltr"
        {...field('code')}
      />
      {isWrong ? <Notice tone="bad" title={t('wrong', { left: outcome.attempts_left ?? 0 })} role="alert" /> : null}
      {isOver ? <Notice tone="bad" title={t('over')} role="alert" /> : null}
      <Refusal failure={prove.failure} />
      <FormActions>
        <Button onClick={onOver}>{t('other')}</Button>
        <Button type="submit" disabled={isOver} loading={prove.isBusy}>
          {t('prove')}
        </Button>
      </FormActions>
    </Form>
  );
}
