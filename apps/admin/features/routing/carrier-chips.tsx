'use client';

import type { RouteView } from '@codewire/contracts';
import { IconChevronRight, IconFlask, IconPlayerPause, IconPower } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { sharesOf } from './rule-draft';
import type { KnownCarrier, Names } from './use-routing';
import classes from './routing.module.css';

/** The carriers of a rule: in their order, with their part of all messages, or as those whose prices are compared. */
export function CarrierChips({ rule: { carriers, mode }, names }: { rule: RouteView; names: Names }) {
  const t = useTranslations('routing');
  const format = useFormatter();
  const shares = sharesOf(carriers.map(({ weight }) => weight));
  return (
    <ol className={classes.chips} aria-label={t('carriersOf', { mode: t(`mode.${mode}`) })}>
      {carriers.map(({ id }, place) => (
        <li key={id} className={classes.chip}>
          {mode === 'priority' && place > 0 ? (
            <IconChevronRight size={15} className={classes.turns} aria-hidden />
          ) : null}
          <bdi>{names.carrier(id)}</bdi>
          {mode === 'weighted' ? (
            <span className={classes.share}>{format.number(shares[place] ?? 0, { style: 'percent' })}</span>
          ) : null}
          <CarrierMarks carrier={names.carriers.find((one) => one.id === id)} />
        </li>
      ))}
    </ol>
  );
}

const STATUS_ICONS = { paused: IconPlayerPause, disabled: IconPower } as const;

/** What keeps a carrier from taking messages, or makes them reach nobody. */
export function CarrierMarks({ carrier }: { carrier: KnownCarrier | undefined }) {
  const t = useTranslations('carriers');
  if (carrier === undefined) return null;
  const { status, is_simulated: isSimulated } = carrier;
  const Icon = status === 'enabled' ? null : STATUS_ICONS[status];
  return (
    <>
      {Icon ? (
        <span className={classes.mark} data-tone="warn">
          <Icon size={14} aria-hidden />
          {t(`status.${status}`)}
        </span>
      ) : null}
      {isSimulated ? (
        <span className={classes.mark}>
          <IconFlask size={14} aria-hidden />
          {t('simulated')}
        </span>
      ) : null}
    </>
  );
}
