'use client';

import { PURPOSES, type ConsoleContext, type TryResponse } from '@codewire/contracts';
import type { UseMutationResult } from '@tanstack/react-query';
import { IconSend } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { SubmitEvent } from 'react';
import { asFailure } from '../../lib/api/failure';
import { curlTwin } from '../../lib/curl';
import { languageInItsWords } from '../../lib/i18n/names';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { CodeBlock } from '../../ui/code-block';
import { FailureNotice } from '../../ui/failure-notice';
import { SelectField, TextField } from '../../ui/field';
import { isPurpose, startBody, type SendForm } from './send-form';
import classes from './try.module.css';

export interface SendCardProps {
  readonly number: string;
  readonly onNumber: (number: string) => void;
  readonly form: SendForm;
  readonly onChange: (form: SendForm) => void;
  readonly start: UseMutationResult<TryResponse, Error, { number: string; form: SendForm }>;
  /** What the backend answered to the last send to this phone. */
  readonly answer: TryResponse | undefined;
  readonly context: ConsoleContext | undefined;
}

export function SendCard({ number, onNumber, form, onChange, start, answer, context }: SendCardProps) {
  const t = useTranslations('try');
  const purposes = useTranslations('templates.purposes');
  const locale = useLocale();
  const failure = start.error ? asFailure(start.error) : null;
  const apiUrl = context?.api_url ?? 'http://localhost:3000';
  const languages = (context?.locales ?? []).map(({ tag }) => ({ value: tag, label: languageInItsWords(tag, locale) }));
  const applications = context?.applications ?? [];

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    start.mutate({ number, form });
  }

  return (
    <Card title={t('send')}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          label={t('number')}
          description={t('numberHint')}
          type="tel"
          dir="ltr"
          autoComplete="off"
          required
          value={number}
          error={failure?.problem?.field === 'number'}
          onChange={(event) => onNumber(event.currentTarget.value)}
        />
        <SelectField
          label={t('language')}
          value={form.language}
          choices={[{ value: '', label: t('languageOfCountry') }, ...languages]}
          onChange={(event) => onChange({ ...form, language: event.currentTarget.value })}
        />
        <SelectField
          label={t('purpose')}
          value={form.purpose}
          choices={PURPOSES.map((purpose) => ({ value: purpose, label: purposes(purpose) }))}
          onChange={({ currentTarget: { value } }) => isPurpose(value) && onChange({ ...form, purpose: value })}
        />
        {form.purpose === 'payment' ? (
          <Payment form={form} onChange={onChange} field={failure?.problem?.field} />
        ) : null}
        {applications.length > 1 ? (
          <SelectField
            label={t('application')}
            value={form.application === '' ? (applications[0]?.id ?? '') : form.application}
            choices={applications.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => onChange({ ...form, application: event.currentTarget.value })}
          />
        ) : null}
        <Button
          type="submit"
          emphasis="main"
          size="md"
          fullWidth
          loading={start.isPending}
          icon={<IconSend size={18} aria-hidden />}
        >
          {t('sendButton')}
        </Button>
        {failure ? <FailureNotice failure={failure} takesFocus /> : null}
      </form>
      <CodeBlock
        title={t('curl')}
        copyLabel={t('copyCurl')}
        text={curlTwin({ apiUrl, body: startBody(number, form) })}
      />
      {answer ? (
        <CodeBlock title={t('answer')} copyLabel={t('copyAnswer')} text={JSON.stringify(answer, null, 2)} isFolded />
      ) : null}
    </Card>
  );
}

interface PaymentProps extends Pick<SendCardProps, 'form' | 'onChange'> {
  /** Which field the backend did not take. */
  readonly field: string | undefined;
}

/** What the text of a payment names: who is paid, and how much. */
function Payment({ form, onChange, field = '' }: PaymentProps) {
  const t = useTranslations('try');
  return (
    <div className={classes.payment}>
      <TextField
        label={t('amount')}
        dir="ltr"
        inputMode="decimal"
        required
        value={form.amount}
        error={field.startsWith('amount')}
        onChange={(event) => onChange({ ...form, amount: event.currentTarget.value })}
      />
      <TextField
        label={t('currency')}
        dir="ltr"
        maxLength={3}
        required
        value={form.currency}
        error={field === 'amount.currency'}
        onChange={(event) => onChange({ ...form, currency: event.currentTarget.value.toUpperCase() })}
      />
      <TextField
        label={t('payee')}
        required
        value={form.payee}
        error={field === 'payee'}
        onChange={(event) => onChange({ ...form, payee: event.currentTarget.value })}
      />
    </div>
  );
}
