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
import { BindBadge } from '../carriers/badges';
import { useMay } from '../session/session-provider';
import { useConsoleContext } from '../shell/use-console-context';
import classes from './overview.module.css';

const ASK_EVERY_MILLISECONDS = 30_000;

/** How each carrier is connected, and what waits for it: that for those who may know. */
export function CarriersStrip() {
  const t = useTranslations('overview');
  const carriersWords = useTranslations('carriers');
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
      {carriers.length === 0 ? <p className={classes.quiet}>{carriersWords('none')}</p> : null}
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
  readonly queue: CarrierView['queue'] | undefined;
}

function CarrierLine({ id, name, state, queue }: CarrierLineProps) {
  const t = useTranslations('overview');
  const words = useTranslations('carriers');
  const format = useFormatter();
  const duration = useDuration();
  return (
    <li>
      <span className={classes.carrier}>
        {id === undefined ? <bdi>{name}</bdi> : <Link href={`/carriers/${id}`}>{name}</Link>}
      </span>
      <BindBadge state={state} />
      {queue === undefined ? null : (
        <span className={classes.quiet}>
          {t('waiting', { count: queue.waiting, shown: format.number(queue.waiting) })}
          {queue.oldest_seconds === null
            ? null
            : `, ${words('oldest', { duration: duration(queue.oldest_seconds * 1_000) })}`}
        </span>
      )}
    </li>
  );
}
