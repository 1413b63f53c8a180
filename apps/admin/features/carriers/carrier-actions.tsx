'use client';

import type { CarrierStatus, CarrierView } from '@codewire/contracts';
import { IconPlayerPause, IconPlayerPlay, IconPower, IconStethoscope } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { useMay } from '../session/session-provider';
import classes from './carriers.module.css';

const StatusDialog = lazy(() => import('./status-dialog'));
const TestDialog = lazy(() => import('./test-dialog'));

const ICONS = { enabled: IconPlayerPlay, paused: IconPlayerPause, disabled: IconPower } as const;
/** Most wanted first. */
const WAYS: Record<CarrierStatus, readonly CarrierStatus[]> = {
  enabled: ['paused', 'disabled'],
  paused: ['enabled', 'disabled'],
  disabled: ['enabled', 'paused'],
};

export interface CarrierActionsProps {
  readonly carrier: CarrierView;
  /** In a list: what is most likely wanted, and the rest on its page. */
  readonly isShort?: boolean;
}

/** To test it, and to have it take messages or not. */
export function CarrierActions({ carrier, isShort = false }: CarrierActionsProps) {
  const t = useTranslations('carriers');
  const may = useMay();
  const [open, setOpen] = useState<CarrierStatus | 'test' | null>(null);
  const { name, status } = carrier;
  const ways = may('carriers.pause') ? WAYS[status].slice(0, isShort ? 1 : 2) : [];
  const close = () => setOpen(null);
  return (
    <span className={classes.actions}>
      {may('carriers.write') ? (
        <Button
          size="xs"
          icon={<IconStethoscope size={16} aria-hidden />}
          aria-label={t('testNamed', { name })}
          onClick={() => setOpen('test')}
        >
          {t('test')}
        </Button>
      ) : null}
      {ways.map((way, place) => {
        const Icon = ICONS[way];
        return (
          // By its place: the button that was pressed keeps the focus when it comes to do the opposite.
          <Button
            key={place}
            size="xs"
            icon={<Icon size={16} aria-hidden />}
            aria-label={t(`switchNamed.${way}`, { name })}
            onClick={() => setOpen(way)}
          >
            {t(`switch.${way}`)}
          </Button>
        );
      })}
      <Suspense fallback={null}>
        {open === 'test' ? <TestDialog carrier={carrier} onClose={close} /> : null}
        {open !== null && open !== 'test' ? <StatusDialog carrier={carrier} next={open} onClose={close} /> : null}
      </Suspense>
    </span>
  );
}
