'use client';

import type { CarrierView } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { useDuration } from '../../ui/use-duration';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { BindLine } from './bind-line';
import { SimulatedBadge, StatusBadge, TlsBadge } from './badges';
import { CarrierActions } from './carrier-actions';
import { Address } from './address';
import { DeliveredShare, useDeliveries } from './delivered-share';
import { standingOf, worstFirst } from './standing';
import classes from './carriers.module.css';

/** More than that are told by their number: a page of sessions hides the one that is down. */
const MOST_SESSIONS = 4;

export function CarriersTable({ carriers }: { carriers: readonly CarrierView[] }) {
  const t = useTranslations('carriers');
  const deliveries = useDeliveries();
  const columns: Column<CarrierView>[] = [
    { key: 'name', title: t('carrier'), cell: ({ name }) => <bdi className={classes.name}>{name}</bdi> },
    { key: 'sessions', title: t('sessions'), cell: (carrier) => <Sessions carrier={carrier} /> },
    { key: 'traffic', title: t('traffic'), cell: (carrier) => <Traffic carrier={carrier} /> },
    {
      key: 'delivered',
      title: t('delivered'),
      cell: ({ id }) => <DeliveredShare carrierId={id} deliveries={deliveries} />,
    },
    { key: 'waiting', title: t('waiting'), cell: (carrier) => <Waiting carrier={carrier} /> },
    { key: 'actions', title: t('actions'), cell: (carrier) => <CarrierActions carrier={carrier} isShort /> },
  ];
  return (
    <DataTable
      caption={t('title')}
      columns={columns}
      rows={carriers}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/carriers/${id}`}
      detail={(carrier) => <What carrier={carrier} />}
      isStacked
    />
  );
}

function What({ carrier }: { carrier: CarrierView }) {
  const value = useTranslations('audit.value');
  return (
    <span className={classes.what}>
      <Sub>
        <Address carrier={carrier} /> · {value(carrier.settings.bind_mode)}
      </Sub>
      <span className={classes.badges}>
        <StatusBadge status={carrier.status} />
        {carrier.is_simulated ? <SimulatedBadge /> : null}
        <TlsBadge carrier={carrier} />
      </span>
    </span>
  );
}

function Sessions({ carrier: { status, bind_states: binds } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  if (binds.length === 0) return <Sub>{status === 'disabled' ? t('noneDisabled') : t('noneHeld')}</Sub>;
  const sorted = worstFirst(binds);
  const rest = sorted.length - MOST_SESSIONS;
  return (
    <ul className={classes.sessions}>
      {sorted.slice(0, MOST_SESSIONS).map((bind) => (
        <li key={`${bind.slot} ${bind.direction}`}>
          <BindLine bind={bind} />
        </li>
      ))}
      {rest > 0 ? <li className={classes.since}>{t('moreSessions', { count: rest })}</li> : null}
    </ul>
  );
}

/** Speed, window and round trip of all sessions together. */
function Traffic({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const speed = useSpeed();
  const duration = useDuration();
  const format = useFormatter();
  const { tps, tpsLimit, windowUsed, window, roundTripMs } = standingOf(carrier);
  return (
    <span className={classes.traffic}>
      {speed(tps, tpsLimit)}
      {window > 0 ? <Sub>{t('windowOf', { used: format.number(windowUsed), size: format.number(window) })}</Sub> : null}
      {roundTripMs === null ? null : <Sub>{t('roundTripOf', { duration: duration(roundTripMs) })}</Sub>}
    </span>
  );
}

/** "12 of 100 per second", or without the limit. */
export function useSpeed(): (tps: number, limit: number | null) => string {
  const t = useTranslations('carriers');
  const format = useFormatter();
  const short = (value: number) => format.number(value, { maximumFractionDigits: 1 });
  return (tps, limit) =>
    limit === null ? t('speed', { now: short(tps) }) : t('speedOf', { now: short(tps), limit: short(limit) });
}

function Waiting({ carrier: { queue } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const duration = useDuration();
  const format = useFormatter();
  return (
    <span>
      {format.number(queue.waiting)}
      {queue.oldest_seconds === null ? null : (
        <Sub>{t('oldest', { duration: duration(queue.oldest_seconds * 1_000) })}</Sub>
      )}
    </span>
  );
}
