'use client';

import {
  OVERLAP_HOURS,
  type ApplicationDetail,
  type KeyView,
  type NewKey,
  type OverlapHours,
} from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { useAction } from '../../lib/use-action';
import { OneOf } from '../../ui/choices';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { Moment } from '../../ui/moment';
import { endAfterRoll } from './key-life';
import { KeyOnce } from './key-once';
import { useApplicationsAnew } from './use-applications';

export interface RollDialogProps {
  readonly application: ApplicationDetail;
  readonly old: KeyView;
  readonly onClose: () => void;
}

/** How long the old one works on, said as a time; then the new one, which is shown this once. */
export default function RollDialog({ application, old, onClose }: RollDialogProps) {
  const t = useTranslations('apps.keys');
  const readAnew = useApplicationsAnew();
  const [now] = useState(() => Date.now());
  const [overlap, setOverlap] = useState<`${OverlapHours}`>('24');
  const [made, setMade] = useState<NewKey | null>(null);
  const action = useAction(
    () =>
      callFromBrowser(
        applicationCalls.rollKey(application.id, old.id, { overlap_hours: Number(overlap) as OverlapHours }),
      ),
    setMade,
  );

  function end(): void {
    void readAnew();
    onClose();
  }

  if (made) {
    return (
      <Dialog title={t('madeTitle', { name: made.view.name })} isOpen isWide>
        <KeyOnce made={made} application={application} onKept={end} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={t('rollTitle', { name: old.name })}
      confirm={t('roll')}
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('rollDetail')}</p>
      <OneOf
        legend={t('overlap')}
        options={OVERLAP_HOURS.map((hours) => ({
          value: `${hours}` as const,
          label: t('overlapHours', { hours }),
          detail:
            hours === 0
              ? t('overlapNone')
              : t.rich('overlapUntil', {
                  time: () => <Moment at={endAfterRoll(old, hours, now).toISOString()} show="untilMinute" />,
                }),
        }))}
        chosen={overlap}
        onChoose={setOverlap}
      />
    </ConfirmDialog>
  );
}
