'use client';

import type { RevealedNumber } from '@codewire/contracts';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { useMay } from '../session/session-provider';
import { useShownNumber } from './use-shown-number';
import classes from './message.module.css';

// Seldom needed, so it is not part of what each page loads.
const RevealDialog = lazy(() => import('./reveal-dialog'));

export interface RevealableNumberProps {
  readonly masked: string;
  readonly ask: (reason: string) => Promise<RevealedNumber>;
}

/** A masked number, and the way for those who may to see it in full: once, for a minute, with a reason. */
export function RevealableNumber({ masked, ask }: RevealableNumberProps) {
  const t = useTranslations('reveal');
  const may = useMay();
  const [isAsked, setAsked] = useState(false);
  const { shown, secondsLeft, show, hide } = useShownNumber();
  return (
    <>
      <span className={classes.number}>
        <span role="status">
          <bdi dir="ltr" className={classes.digits}>
            {shown?.number ?? masked}
          </bdi>
        </span>
        {may('numbers.reveal') ? (
          // One button for both, so that the focus has a place to return to.
          <Button
            size="xs"
            icon={shown ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
            onClick={() => (shown ? hide() : setAsked(true))}
          >
            {shown ? t('hide') : t('show')}
          </Button>
        ) : null}
      </span>
      {shown ? (
        <span className={classes.why}>
          {t('hiddenIn', { seconds: secondsLeft })} {t('left', { left: shown.left })}
        </span>
      ) : null}
      <Suspense fallback={null}>
        {isAsked ? <RevealDialog masked={masked} ask={ask} onShown={show} onClose={() => setAsked(false)} /> : null}
      </Suspense>
    </>
  );
}
