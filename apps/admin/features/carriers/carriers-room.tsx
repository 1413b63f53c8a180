'use client';

import type { CarrierList } from '@codewire/contracts';
import { IconPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { Empty } from '../../ui/empty';
import { Fetched } from '../../ui/fetched';
import { Notice } from '../../ui/notice';
import { Page, PageHeader } from '../../ui/page';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { CarriersTable } from './carriers-table';
import { LiveBanner } from './live-banner';
import { useCarriers, type FirstAnswer } from './use-carriers';
import { useLiveBinds } from './use-live-binds';

const AddDialog = lazy(() => import('./add-dialog'));

/** The accounts that messages leave through, each with its sessions as they stand this moment. */
export function CarriersRoom({ first }: { first: FirstAnswer<CarrierList> | undefined }) {
  const t = useTranslations('carriers');
  const query = useCarriers(first);
  const live = useLiveBinds();
  const mayAdd = useMay()('carriers.write');
  const [isAdding, setAdding] = useState(false);
  const add = mayAdd ? (
    <Button emphasis="main" icon={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  ) : null;
  return (
    <Page>
      <PageHeader title={t('title')} lead={t('lead')} actions={add} />
      <LiveBanner {...live} />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={3} />
          </Skeleton>
        }
      >
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={t('emptyTitle')} detail={t('emptyDetail')} action={add} />
          ) : (
            <>
              <CarriersTable carriers={data} />
              {data.every((carrier) => carrier.is_simulated) ? (
                <Notice tone="calm" title={t('onlySimulatedTitle')}>
                  <p>{t('onlySimulatedDetail')}</p>
                </Notice>
              ) : null}
            </>
          )
        }
      </Fetched>
      <Suspense fallback={null}>{isAdding ? <AddDialog onClose={() => setAdding(false)} /> : null}</Suspense>
    </Page>
  );
}
