'use client';

import type { CarrierView } from '@codewire/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { routingCalls } from '../../lib/api/routing-calls';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { useChange } from '../../ui/use-change';
import { useMay } from '../session/session-provider';
import { useCarriersAnew } from './use-carriers';
import classes from './carriers.module.css';

/** The end of an account here, or what stands in the way of it. */
export function DeleteCard({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const format = useFormatter();
  const names = useRouteNames(carrier.routes);
  const [isAsked, setAsked] = useState(false);
  return (
    <Card title={t('deleteTitle')}>
      <div className={classes.test}>
        {carrier.routes.length > 0 ? (
          <p>
            {t('deleteRoutes', { count: carrier.routes.length })} <bdi>{format.list(names)}</bdi>
          </p>
        ) : (
          <>
            <p className={classes.lead}>{t('deleteLead')}</p>
            <div>
              <Button icon={<IconTrash size={16} aria-hidden />} onClick={() => setAsked(true)}>
                {t('delete')}
              </Button>
            </div>
          </>
        )}
      </div>
      {isAsked ? <DeleteDialog carrier={carrier} onClose={() => setAsked(false)} /> : null}
    </Card>
  );
}

function DeleteDialog({ carrier: { id, name }, onClose }: { carrier: CarrierView; onClose: () => void }) {
  const t = useTranslations('carriers');
  const router = useRouter();
  const readAnew = useCarriersAnew();
  const action = useChange({
    work: () => callFromBrowser(carrierCalls.deleteCarrier(id)),
    said: t('deleted', { name }),
    onDone: () => {
      router.push('/carriers');
      void readAnew();
    },
  });
  return (
    <ConfirmDialog
      title={t('deleteQuestion', { name })}
      confirm={t('delete')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t('deleteMeans')}</p>
    </ConfirmDialog>
  );
}

/** Names where they may be known, ids else. */
function useRouteNames(ids: readonly string[]): readonly string[] {
  const mayRead = useMay()('routes.read');
  const { data } = useQuery({
    // The same answer as the room of routes has.
    queryKey: ['routing', 'routes'],
    queryFn: ({ signal }) => callFromBrowser(routingCalls.routes(), signal),
    enabled: mayRead && ids.length > 0,
  });
  return ids.map((id) => data?.data.find((route) => route.id === id)?.name ?? id);
}
