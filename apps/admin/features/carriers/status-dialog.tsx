'use client';

import type { CarrierStatus, CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useChange } from '../../ui/use-change';
import { useCarriersAnew } from './use-carriers';

export interface StatusDialogProps {
  readonly carrier: CarrierView;
  readonly next: CarrierStatus;
  readonly onClose: () => void;
}

/** What switching it means for messages, for sessions, and for receipts that are under way. */
export default function StatusDialog({ carrier, next, onClose }: StatusDialogProps) {
  const t = useTranslations('carriers');
  const readAnew = useCarriersAnew();
  const { id, name, routes, queue } = carrier;
  const action = useChange({
    work: () => callFromBrowser(carrierCalls.setStatus(id, { status: next })),
    said: t(`switched.${next}`, { name }),
    onDone: async () => {
      await readAnew();
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t(`switchTitle.${next}`, { name })}
      confirm={t(`switch.${next}`)}
      isGrave={next === 'disabled'}
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t(`switchMeans.${next}`)}</p>
      {next === 'enabled' ? (
        <p>{t('routesTake', { count: routes.length })}</p>
      ) : (
        <>
          <p>{t('routesLose', { count: routes.length })}</p>
          {queue.waiting > 0 ? <p>{t('waitingMove', { count: queue.waiting })}</p> : null}
        </>
      )}
      {next === 'enabled' && carrier.settings.tls === null && !carrier.is_simulated ? <p>{t('plainMeans')}</p> : null}
    </ConfirmDialog>
  );
}
