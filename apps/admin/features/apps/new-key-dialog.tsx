'use client';

import type { ApplicationDetail, KeyCreate, NewKey } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { useAction } from '../../lib/use-action';
import { Dialog } from '../../ui/dialog';
import { KeyOnce } from './key-once';
import { NewKeyForm } from './new-key-form';
import { useApplicationsAnew } from './use-applications';

interface NewKeyDialogProps {
  readonly application: ApplicationDetail;
  readonly onClose: () => void;
}

/** What it may do, from where and for how long; then the key, which is shown this once. */
export default function NewKeyDialog({ application, onClose }: NewKeyDialogProps) {
  const t = useTranslations('apps.keys');
  const readAnew = useApplicationsAnew();
  const [made, setMade] = useState<NewKey | null>(null);
  const create = useAction(
    (body: KeyCreate) => callFromBrowser(applicationCalls.createKey(application.id, body)),
    setMade,
  );

  function end(): void {
    void readAnew();
    onClose();
  }

  return (
    <Dialog
      title={made ? t('madeTitle', { name: made.view.name }) : t('makeTitle', { application: application.name })}
      isOpen
      isWide
      {...(made ? {} : { onClose })}
    >
      {made ? (
        <KeyOnce made={made} application={application} onKept={end} />
      ) : (
        <NewKeyForm create={create} onClose={onClose} />
      )}
    </Dialog>
  );
}
