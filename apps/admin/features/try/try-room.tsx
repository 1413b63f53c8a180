'use client';

import type { CheckResponse, TryResponse } from '@codewire/contracts';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback, useRef, useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import { Page, PageHeader } from '../../ui/page';
import { useConsoleContext } from '../shell/use-console-context';
import { CheckCard } from './check-card';
import { Handset } from './handset';
import { ReachBar } from './reach-bar';
import { SendCard, type SendForm } from './send-card';
import { WayCard } from './way-card';
import classes from './try.module.css';

/** A fictional number of the North American plan (555-0100 to 555-0199): only simulated carriers take it. */
const FIRST_FORM: SendForm = { number: '+12125550142', language: '' };

interface Sent {
  readonly verification: TryResponse;
  readonly at: number;
}

/** One code from the request to the receipt, on one page. */
export function TryRoom() {
  const t = useTranslations('try');
  const { data: context } = useConsoleContext();
  const [form, setForm] = useState(FIRST_FORM);
  const [sent, setSent] = useState<Sent | null>(null);
  const [languages, setLanguages] = useState<ReadonlyMap<string, string>>(new Map());
  const [code, setCode] = useState('');
  const codeField = useRef<HTMLInputElement>(null);
  const check = useMutation({
    mutationFn: (request: { verificationId: string; code: string }): Promise<CheckResponse> =>
      callFromBrowser(calls.checkTry(request.verificationId, { code: request.code })),
  });

  function remember(verification: TryResponse): void {
    setSent({ verification, at: Date.now() });
    const { passcode, language } = verification;
    if (passcode) setLanguages((known) => new Map(known).set(passcode, language));
    setCode('');
    check.reset();
  }
  const start = useMutation({
    mutationFn: ({ number, language }: SendForm) =>
      callFromBrowser(calls.startTry(language === '' ? { number } : { number, language })),
    onSuccess: remember,
  });
  const resend = useMutation({
    mutationFn: (verificationId: string) => callFromBrowser(calls.resendTry(verificationId)),
    onSuccess: remember,
  });

  /** As phones do: offered where nothing has been typed, without moving the focus. */
  const fillIn = useCallback((digits: string) => setCode((typed) => (typed === '' ? digits : typed)), []);

  function takeCode(digits: string): void {
    setCode(digits);
    codeField.current?.focus();
  }

  return (
    <>
      <ReachBar application={context?.application} />
      <Page>
        <PageHeader title={t('title')} lead={t('lead')} />
        <div className={classes.columns}>
          <SendCard form={form} onChange={setForm} start={start} context={context} />
          <Handset
            number={sent?.verification.number ?? FIRST_FORM.number}
            sentAt={sent?.at ?? 0}
            latest={sent?.verification}
            languages={languages}
            codeLength={context?.code_length ?? 6}
            onTakeCode={takeCode}
            onArrival={fillIn}
          />
          <div className={classes.after}>
            <CheckCard
              verification={sent?.verification}
              code={code}
              onCode={setCode}
              codeField={codeField}
              check={check}
              resend={resend}
            />
            <WayCard verification={sent?.verification} />
          </div>
        </div>
      </Page>
    </>
  );
}
