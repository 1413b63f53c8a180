'use client';

import type { CarrierChanged, CarrierView } from '@codewire/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { asFailure, isRefusal } from '../../lib/api/failure';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { FormActions } from '../../ui/form';
import { Notice } from '../../ui/notice';
import { useChange } from '../../ui/use-change';
import { ChangesTable } from '../audit/changes-table';
import { changeOf, differences, type Edits } from './edits';
import { KEY, useCarriersAnew } from './use-carriers';
import classes from './carriers.module.css';

export interface ReviewDialogProps {
  readonly base: CarrierView;
  readonly edits: Edits;
  /** What the server says that they would do. */
  readonly would: CarrierChanged;
  readonly onClose: () => void;
  readonly onSaved: (saved: CarrierView) => void;
}

/** What changes, fact by fact, and which sessions end for it. */
export default function ReviewDialog({ base, edits, would, onClose, onSaved }: ReviewDialogProps) {
  const t = useTranslations('carriers');
  const common = useTranslations('common');
  const queries = useQueryClient();
  const readAnew = useCarriersAnew();
  const changes = differences(base, would.carrier, edits);
  const isEmpty = Object.keys(changes.after).length === 0;
  const apply = useChange({
    work: async () => {
      try {
        return await callFromBrowser(carrierCalls.changeCarrier(base.id, changeOf(base, edits, false)));
      } catch (error) {
        if (isRefusal(error, 'carrier.changed')) await readAnew();
        throw error;
      }
    },
    onDone: async ({ carrier }) => {
      queries.setQueryData([...KEY, carrier.id], carrier);
      onSaved(carrier);
      await readAnew();
    },
    said: t('saved'),
  });
  return (
    <Dialog title={t('reviewTitle')} isOpen isWide onClose={onClose}>
      <div className={classes.test}>
        <Rebinds slots={would.rebinds} status={base.status} />
        {isEmpty ? <p className={classes.lead}>{t('reviewNothing')}</p> : <ChangesTable {...changes} />}
        {apply.failure === null ? null : <FailureNotice failure={asFailure(apply.failure)} takesFocus />}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button emphasis="main" disabled={isEmpty} loading={apply.isBusy} onClick={() => void apply.run(undefined)}>
            {t('apply')}
          </Button>
        </FormActions>
      </div>
    </Dialog>
  );
}

function Rebinds({ slots, status }: { slots: readonly number[]; status: CarrierView['status'] }) {
  const t = useTranslations('carriers');
  const format = useFormatter();
  if (slots.length === 0) {
    return <Notice tone="ok" title={status === 'disabled' ? t('rebindsDisabled') : t('rebindsNone')} />;
  }
  return (
    <Notice tone="warn" title={t('rebinds', { count: slots.length })}>
      <p>{t('rebindsWhich', { sessions: format.list(slots.map((slot) => format.number(slot))) })}</p>
    </Notice>
  );
}
