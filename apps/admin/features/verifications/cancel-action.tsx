'use client';

import { IconBan } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { inspectionCalls } from '../../lib/api/inspection-calls';
import { Button } from '../../ui/button';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useChange } from '../../ui/use-change';
import { useVerificationChange } from './use-verification';

export interface CancelActionProps {
  readonly id: string;
  /** As of the last answer: it is pending, and whoever is signed in may. */
  readonly mayCancel: boolean;
}

/** Ends it for the person who asks for that. When it ended by itself meanwhile, the question says so and stays. */
export function CancelAction({ id, mayCancel }: CancelActionProps) {
  const t = useTranslations('verification.cancel');
  const [isAsked, setAsked] = useState(false);
  const change = useVerificationChange(id);
  const action = useChange({
    work: () => change(inspectionCalls.cancelVerification(id)),
    said: t('done'),
    onDone: () => setAsked(false),
  });
  return (
    <>
      {mayCancel ? (
        <Button
          icon={<IconBan size={16} aria-hidden />}
          onClick={() => {
            action.reset();
            setAsked(true);
          }}
        >
          {t('do')}
        </Button>
      ) : null}
      {isAsked ? (
        <ConfirmDialog
          title={t('title')}
          confirm={t('do')}
          dismiss={t('keep')}
          isGrave
          isOpen
          onClose={() => setAsked(false)}
          action={action}
        >
          <p>{t('means')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
