'use client';

import type { ConsoleContext, TryResponse } from '@codewire/contracts';
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
import classes from './try.module.css';

export interface SendForm {
  readonly number: string;
  /** Empty: as the number's country says. */
  readonly language: string;
}

export interface SendCardProps {
  readonly form: SendForm;
  readonly onChange: (form: SendForm) => void;
  readonly start: UseMutationResult<TryResponse, Error, SendForm>;
  readonly context: ConsoleContext | undefined;
}

export function SendCard({ form, onChange, start, context }: SendCardProps) {
  const t = useTranslations('try');
  const locale = useLocale();
  const failure = start.error ? asFailure(start.error) : null;
  const curl = curlTwin({ apiUrl: context?.api_url ?? 'http://localhost:3000', ...form });
  const languages = (context?.locales ?? []).map(({ tag }) => ({ value: tag, label: languageInItsWords(tag, locale) }));

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    start.mutate(form);
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
          value={form.number}
          error={failure?.problem?.field === 'number'}
          onChange={(event) => onChange({ ...form, number: event.currentTarget.value })}
        />
        <SelectField
          label={t('language')}
          value={form.language}
          choices={[{ value: '', label: t('languageOfCountry') }, ...languages]}
          onChange={(event) => onChange({ ...form, language: event.currentTarget.value })}
        />
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
      <CodeBlock title={t('curl')} copyLabel={t('copyCurl')} text={curl} />
      {start.data ? (
        <CodeBlock
          title={t('answer')}
          copyLabel={t('copyAnswer')}
          text={JSON.stringify(start.data, null, 2)}
          isFolded
        />
      ) : null}
    </Card>
  );
}
