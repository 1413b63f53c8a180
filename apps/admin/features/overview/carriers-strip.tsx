'use client';

import type { BindState, CarrierView } from '@codewire/contracts';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import Link from 'next/link';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { AsideLink } from '../../ui/links';
import { Card } from '../../ui/card';
import { useDuration } from '../../ui/use-duration';
import { BindBadge } from '../shell/bind-badge';
import { useMay } from '../session/session-provider';
import { useConsoleContext } from '../shell/use-console-context';
import classes from './overview.module.css';

const ASK_EVERY_MILLISECONDS = 30_000;

/** How each carrier is connected, and what waits for it: that for those who may know. */
export function CarriersStrip() {
  const t = useTranslations('overview');
  const health = useTranslations('health');
  const mayOpen = useMay()('carriers.read');
  const { data: context } = useConsoleContext();
  const { data: list } = useQuery({
    queryKey: ['overview', 'carriers'],
    queryFn: ({ signal }) => callFromBrowser(carrierCalls.carriers(), signal),
    refetchInterval: ASK_EVERY_MILLISECONDS,
    enabled: mayOpen,
  });
  const carriers = context?.carriers ?? [];
  return (
    <Card
      title={t('carriersTitle')}
      aside={mayOpen ? <AsideLink href="/carriers">{t('allCarriers')}</AsideLink> : undefined}
    >
      {carriers.length === 0 ? <p className={classes.quiet}>{health('none')}</p> : null}
      <ul className={classes.strip}>
        {carriers.map(({ id, name, bind }) => (
          <CarrierLine
            key={id}
            id={mayOpen ? id : undefined}
            name={name}
            state={bind.state}
            queue={list?.data.find((carrier) => carrier.id === id)?.queue}
          />
        ))}
      </ul>
    </Card>
  );
}

interface CarrierLineProps {
  /** Undefined: it cannot be opened. */
  readonly id: string | undefined;
  readonly name: string;
  readonly state: BindState;
  /** Undefined: it is on its way; its line is there already. */
  readonly queue: CarrierView['queue'] | undefined;
}

function CarrierLine({ id, name, state, queue }: CarrierLineProps) {
  const t = useTranslations('overview');
  const health = useTranslations('health');
  const format = useFormatter();
  const duration = useDuration();
  const waits = ({ waiting, oldest_seconds: oldest }: CarrierView['queue']) => {
    const count = t('waiting', { count: waiting, shown: format.number(waiting) });
    return oldest === null ? count : `${count}, ${health('oldest', { duration: duration(oldest * 1_000) })}`;
  };
  return (
    <li>
      <span className={classes.carrier}>
        {id === undefined ? <bdi>{name}</bdi> : <Link href={`/carriers/${id}`}>{name}</Link>}
      </span>
      <BindBadge state={state} />
      {id === undefined ? null : (
        <span className={classes.waiting}>{queue === undefined ? '\u00A0' : waits(queue)}</span>
      )}
    </li>
  );
}
