'use client';

import type { CheckResponse, TryResponse } from '@codewire/contracts';
import type { UseMutationResult } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { RefObject, SubmitEvent } from 'react';
import { asFailure } from '../../lib/api/failure';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { CheckOutcome } from './check-outcome';
import { useCountdown } from '../../ui/use-countdown';
import classes from './try.module.css';

export interface CheckCardProps {
  readonly verification: TryResponse | undefined;
  readonly code: string;
  readonly onCode: (code: string) => void;
  readonly codeField: RefObject<HTMLInputElement | null>;
  readonly check: UseMutationResult<CheckResponse, Error, { verificationId: string; code: string }>;
  readonly resend: UseMutationResult<TryResponse, Error, string>;
}

/** What a person would do on the website: type the code, or ask for it again. */
export function CheckCard({ verification, code, onCode, codeField, check, resend }: CheckCardProps) {
  const t = useTranslations('check');
  const failed = check.error ?? resend.error;

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    resend.reset();
    if (verification) check.mutate({ verificationId: verification.id, code });
  }

  return (
    <Card title={t('title')}>
      <form className={classes.form} onSubmit={submit}>
        <TextField
          ref={codeField}
          label={t('code')}
          description={verification ? t('hint') : t('sendFirst')}
          className={classes.codeField}
          inputMode="numeric"
          autoComplete="one-time-code"
          dir="ltr"
          required
          disabled={!verification}
          value={code}
          onChange={(event) => onCode(event.currentTarget.value)}
        />
        <Button type="submit" emphasis="main" fullWidth disabled={!verification} loading={check.isPending}>
          {t('button')}
        </Button>
        <div className={classes.outcome} aria-live="polite">
          {check.data ? <CheckOutcome answer={check.data} /> : null}
        </div>
        {failed ? <FailureNotice failure={asFailure(failed)} takesFocus /> : null}
        {verification && !isOver(check.data) ? (
          <Resend
            verification={verification}
            isSending={resend.isPending}
            onResend={() => {
              check.reset();
              resend.mutate(verification.id);
            }}
          />
        ) : null}
      </form>
    </Card>
  );
}

/** Only a wrong code leaves something to be sent again, and only while there are attempts left. */
function isOver(answer: CheckResponse | undefined): boolean {
  return answer !== undefined && (answer.status !== 'wrong' || answer.attempts_left === 0);
}

interface ResendProps {
  readonly verification: TryResponse;
  readonly isSending: boolean;
  readonly onResend: () => void;
}

function Resend({ verification, isSending, onResend }: ResendProps) {
  const t = useTranslations('check');
  const wait = useCountdown(verification.resend_at);
  const life = useCountdown(verification.expires_at);
  if (verification.resend_at === null) return <p className={classes.fine}>{t('noSendsLeft')}</p>;
  return (
    <div className={classes.resend}>
      <Button
        size="xs"
        icon={<IconRefresh size={16} aria-hidden />}
        disabled={wait > 0}
        loading={isSending}
        onClick={onResend}
      >
        {wait > 0 ? t('resendIn', { seconds: wait }) : t('resend')}
      </Button>
      <span className={classes.fine}>
        {life > 0 ? t('livesFor', { minutes: Math.floor(life / 60), seconds: life % 60 }) : t('lifeOver')}
      </span>
    </div>
  );
}
