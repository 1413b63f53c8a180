'use client';

import type { AppScenario, CheckResponse, TryResponse } from '@codewire/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';
import { tryBody, type SendForm } from './send-form';
import { wrongCodes } from './wrong-codes';

export interface Sent {
  readonly verification: TryResponse;
  readonly at: number;
}

/** More than any policy permits sends of one code. */
const MOST_RESENDS = 10;

/** What was sent to which phone from this page, and what can be done with it. */
export function useTries(onSent: (verification: TryResponse) => void) {
  const [sentTo, setSentTo] = useState<ReadonlyMap<string, Sent>>(new Map());
  const [languages, setLanguages] = useState<ReadonlyMap<string, string>>(new Map());
  const [running, setRunning] = useState<AppScenario | null>(null);

  function remember(verification: TryResponse): void {
    const { number, passcode, language } = verification;
    setSentTo((known) => new Map(known).set(number, { verification, at: Date.now() }));
    if (passcode) setLanguages((known) => new Map(known).set(passcode, language));
    check.reset();
    onSent(verification);
  }
  const start = useMutation({
    mutationFn: ({ number, form }: { number: string; form: SendForm }) =>
      callFromBrowser(calls.startTry(tryBody(number, form))),
    onSuccess: remember,
  });
  const resend = useMutation({
    mutationFn: (verificationId: string) => callFromBrowser(calls.resendTry(verificationId)),
    onSuccess: remember,
  });
  const check = useMutation({
    mutationFn: (request: { verificationId: string; code: string }): Promise<CheckResponse> =>
      callFromBrowser(calls.checkTry(request.verificationId, { code: request.code })),
  });

  /** As somebody who guesses does, until the verification is over. */
  async function guess({ id, passcode = '' }: TryResponse): Promise<void> {
    for (const code of wrongCodes(passcode)) {
      const { status, attempts_left: left } = await check.mutateAsync({ verificationId: id, code });
      if (status !== 'wrong' || left === 0) return;
    }
  }

  /** As somebody does who cannot wait, until he is told to. */
  async function resendAtOnce({ id }: TryResponse): Promise<void> {
    for (let sends = 0; sends < MOST_RESENDS; sends += 1) await resend.mutateAsync(id);
  }

  async function run(scenario: AppScenario, verification: TryResponse): Promise<void> {
    setRunning(scenario);
    resend.reset();
    try {
      await (scenario === 'wrong_codes' ? guess(verification) : resendAtOnce(verification));
    } catch {
      // A refusal is what the lesson is about; the card beside it has its words.
    } finally {
      setRunning(null);
    }
  }

  return { sentTo, languages, start, resend, check, running, run };
}
