'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { ApiFailure } from '../../lib/api/failure';
import { Button, type ButtonProps } from '../../ui/button';
import { useCountdown } from '../../ui/use-countdown';

export interface WaitButtonProps extends ButtonProps {
  /** What the last attempt led to; where it says to wait, the button waits and says how long. */
  readonly failure: unknown;
}

export function WaitButton({ failure, children, disabled, ...rest }: WaitButtonProps) {
  const t = useTranslations('factors');
  const until = useMemo(() => waitUntil(failure), [failure]);
  const left = useCountdown(until);
  const words =
    left >= 60
      ? t('waitMinutes', { minutes: Math.floor(left / 60), seconds: left % 60 })
      : t('waitSeconds', { seconds: left });
  return (
    <Button fullWidth disabled={left > 0 || disabled === true} {...rest}>
      {left > 0 ? words : children}
    </Button>
  );
}

/** Counted from when the answer came, by this machine's own clock. */
function waitUntil(failure: unknown): string | null {
  const seconds = failure instanceof ApiFailure ? failure.problem?.retry_after_seconds : undefined;
  return seconds === undefined ? null : new Date(Date.now() + seconds * 1_000).toISOString();
}
