'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { asFailure, type ApiFailure } from '../../lib/api/failure';
import { PasskeyFailure } from '../../lib/passkey';
import { FailureNotice } from '../../ui/failure-notice';
import { Notice } from '../../ui/notice';

/** Why what somebody has just tried did not work, and what to do; the reader is taken to it. */
export function Refusal({ failure }: { failure: unknown }) {
  if (failure === null || failure === undefined) return null;
  if (failure instanceof PasskeyFailure) return <PasskeyRefusal failure={failure} />;
  const told = asFailure(failure);
  // Only a fault is worth looking up in the log; a refusal says all there is to say.
  const isFault = told.problem === null || told.problem.status >= 500;
  return isFault ? <FailureNotice failure={told} takesFocus /> : <PlainRefusal failure={told} />;
}

function PlainRefusal({ failure }: { failure: ApiFailure }) {
  const place = useFocus(failure);
  const { problem } = failure;
  return (
    <Notice ref={place} tone="bad" title={problem?.title ?? ''} role="alert" tabIndex={-1}>
      <p dir="auto">
        {problem?.detail} {problem?.retry_after_seconds === undefined ? problem?.remedy : null}
      </p>
    </Notice>
  );
}

function PasskeyRefusal({ failure }: { failure: PasskeyFailure }) {
  const t = useTranslations('factors.trouble');
  const place = useFocus(failure);
  // Whoever has called it off knows so.
  const tone = failure.trouble === 'cancelled' ? 'calm' : 'bad';
  return (
    <Notice ref={place} tone={tone} title={t(`${failure.trouble}.title`)} role="alert" tabIndex={-1}>
      <p>{t(`${failure.trouble}.detail`)}</p>
    </Notice>
  );
}

function useFocus(failure: unknown) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [failure]);
  return place;
}
