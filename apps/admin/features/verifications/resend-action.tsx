'use client';

import type { VerificationDetail } from '@codewire/contracts';
import { IconSend } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';

const ResendDialog = lazy(() => import('./resend-dialog'));

/** Sends the code once more for the person who says that it did not come. */
export function ResendAction({ verification }: { verification: VerificationDetail | undefined }) {
  const t = useTranslations('verification.resend');
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      {verification?.may_resend === true ? (
        <Button icon={<IconSend size={16} aria-hidden />} onClick={() => setAsked(true)}>
          {t('do')}
        </Button>
      ) : null}
      {isAsked && verification !== undefined ? (
        <Suspense fallback={null}>
          <ResendDialog verification={verification} onClose={() => setAsked(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
