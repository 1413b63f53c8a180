'use client';

import type { BindView, CarrierView } from '@codewire/contracts';
import { useFormatter, useTranslations } from 'next-intl';
import { Card } from '../../ui/card';
import { CopyButton } from '../../ui/copy-button';
import { DataTable, type Column } from '../../ui/data-table';
import { Fact, FactList } from '../../ui/fact-list';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { useDuration } from '../../ui/use-duration';
import { BindLine } from './bind-line';
import { useSpeed } from './carriers-table';
import { standingOf } from './standing';
import classes from './carriers.module.css';

/** Each session as it stands this moment, and what waits for them. */
export function StatusTab({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  return (
    <div className={classes.stack}>
      <Advice carrier={carrier} />
      <Figures carrier={carrier} />
      <Card title={t('sessions')}>
        {carrier.bind_states.length === 0 ? (
          <p className={classes.none}>{t(carrier.status === 'disabled' ? 'noneDisabled' : 'noneHeld')}</p>
        ) : (
          <SessionsTable carrier={carrier} />
        )}
      </Card>
      <Card title={t('besides')}>
        <FactList>
          <Fact name={t('routes')}>{t('routesName', { count: carrier.routes.length })}</Fact>
          <Fact name={t('added')}>
            <Moment at={carrier.created_at} show="short" />
          </Fact>
          <Fact name={t('id')}>
            <span className={classes.id}>
              <bdi dir="ltr" className={classes.mono}>
                {carrier.id}
              </bdi>
              <CopyButton label={t('copyId')} text={() => carrier.id} />
            </span>
          </Fact>
        </FactList>
      </Card>
    </div>
  );
}

/** What keeps it from taking messages, and what to do about that. */
function Advice({ carrier: { status, routes } }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  if (status === 'enabled') return routes.length === 0 ? <Notice tone="warn" title={t('adviceNoRoute')} /> : null;
  return (
    <Notice tone={status === 'paused' ? 'warn' : 'calm'} title={t(`advice.${status}`)}>
      <p>{t(`adviceNext.${status}`)}</p>
    </Notice>
  );
}

function SessionsTable({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const directionWord = useTranslations('carriers.direction');
  const format = useFormatter();
  const duration = useDuration();
  const speed = useSpeed();
  const ofSender = (show: (bind: BindView) => string) => (bind: BindView) =>
    bind.direction === 'receiver' ? '–' : show(bind);
  const columns: Column<BindView>[] = [
    {
      key: 'slot',
      title: t('session'),
      cell: ({ slot, direction }) => t('sessionOf', { slot: format.number(slot), direction: directionWord(direction) }),
    },
    { key: 'state', title: t('stateTitle'), cell: (bind) => <BindLine bind={bind} /> },
    { key: 'speed', title: t('speedTitle'), cell: ofSender(({ tps, tps_limit: limit }) => speed(tps, limit)) },
    {
      key: 'window',
      title: t('window'),
      cell: ofSender(({ window_used: used }) =>
        t('of', { used: format.number(used), size: format.number(carrier.window_size) }),
      ),
    },
    { key: 'waiting', title: t('waiting'), cell: ofSender(({ waiting }) => format.number(waiting)) },
    { key: 'trip', title: t('roundTrip'), cell: ({ rtt_ms: rtt }) => (rtt === null ? '–' : duration(rtt)) },
    {
      key: 'node',
      title: t('node'),
      cell: ({ node }) => (
        <bdi dir="ltr" className={classes.mono}>
          {node}
        </bdi>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('sessions')}
      columns={columns}
      rows={carrier.bind_states}
      keyOf={({ slot, direction }) => `${slot} ${direction}`}
      isStacked
    />
  );
}

/** All connections together, to be read from across the room. */
function Figures({ carrier }: { carrier: CarrierView }) {
  const t = useTranslations('carriers');
  const format = useFormatter();
  const duration = useDuration();
  const speed = useSpeed();
  const { up, tps, tpsLimit, windowUsed, window, roundTripMs } = standingOf(carrier);
  const sides = carrier.settings.bind_mode === 'transceiver' ? 1 : 2;
  const { waiting, oldest_seconds: oldest } = carrier.queue;
  const figures = [
    [t('up'), t('of', { used: format.number(up), size: format.number(carrier.binds * sides) })],
    [t('speedTitle'), speed(tps, tpsLimit)],
    [t('window'), t('of', { used: format.number(windowUsed), size: format.number(window) })],
    [t('roundTrip'), roundTripMs === null ? '–' : duration(roundTripMs)],
    [t('queue'), t('queued', { count: waiting })],
    ...(oldest === null ? [] : [[t('oldestTitle'), duration(oldest * 1_000)]]),
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([name, figure]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
