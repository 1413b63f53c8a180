'use client';

import { FEW_SAMPLES, type CarrierDeliveries } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { callFromBrowser } from '../../lib/api/browser';
import { overviewCalls } from '../../lib/api/overview-calls';
import { Sub } from '../../ui/data-table';
import { useMay } from '../session/session-provider';
import classes from './carriers.module.css';

const ASK_EVERY_MILLISECONDS = 30_000;

/** What each carrier delivered of the last hour; undefined until that has come. */
export function useDeliveries(): CarrierDeliveries['data'] | undefined {
  const { data } = useQuery({
    queryKey: ['overview', 'deliveries'],
    queryFn: ({ signal }) => callFromBrowser(overviewCalls.carriers(), signal),
    refetchInterval: ASK_EVERY_MILLISECONDS,
  });
  return data?.data;
}

export interface DeliveredShareProps {
  readonly carrierId: string;
  readonly deliveries: CarrierDeliveries['data'] | undefined;
}

/** A share of few says nothing, so it is how many of how many that leads to them. */
export function DeliveredShare({ carrierId, deliveries }: DeliveredShareProps) {
  const t = useTranslations('carriers');
  const format = useFormatter();
  const mayOpen = useMay()('messages.read');
  if (deliveries === undefined) return <Sub>&nbsp;</Sub>;
  const { part, of } = deliveries.find(({ id }) => id === carrierId) ?? { part: 0, of: 0 };
  if (of === 0) return <Sub>{t('deliveredNone')}</Sub>;
  const counts = t('deliveredOf', { part, of });
  return (
    <span className={classes.share}>
      {of < FEW_SAMPLES
        ? '–'
        : format.number(part / of, { style: 'percent', maximumFractionDigits: part < of ? 1 : 0 })}
      <Sub>
        {mayOpen ? (
          <Link href={`/messages?carrier=${carrierId}&from=-1h`} prefetch={false}>
            {counts}
          </Link>
        ) : (
          counts
        )}
      </Sub>
    </span>
  );
}
