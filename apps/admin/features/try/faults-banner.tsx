'use client';

import { IconPlugConnectedX } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { Button } from '../../ui/button';
import type { Faults } from './use-faults';
import classes from './faults.module.css';

/** Said beside the phone while anything is on: what goes wrong then is meant to. */
export function FaultsBanner({ faults }: { faults: Faults }) {
  const t = useTranslations('faults');
  const format = useFormatter();
  const { faults: on = [], others = [] } = faults.query.data ?? {};
  const names = [...on.map(({ scenario }) => t(`scenario.${scenario}.name`)), ...others];
  return (
    <div role="status" className={classes.status}>
      {names.length === 0 ? null : (
        <div className={classes.banner} data-faults={names.length}>
          <IconPlugConnectedX size={20} aria-hidden />
          <p>{t('active', { faults: format.list(names) })}</p>
          <Button size="xs" loading={faults.isBusy} onClick={() => faults.putBack(undefined)}>
            {t('putBack')}
          </Button>
        </div>
      )}
    </div>
  );
}
