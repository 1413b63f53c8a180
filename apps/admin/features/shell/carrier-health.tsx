'use client';

import { Popover } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useCauses } from '../../lib/i18n/use-causes';
import { Moment } from '../../ui/moment';
import { toneOfBind, worstBindState } from './bind-health';
import { useConsoleContext } from './use-console-context';
import classes from './shell.module.css';

/** The worst bind state of all carriers; opens what each of them says. */
export function CarrierHealth() {
  const t = useTranslations('carriers');
  const causes = useCauses();
  const [isOpen, setOpen] = useState(false);
  const { data } = useConsoleContext();
  const carriers = data?.carriers ?? [];
  const worst = worstBindState(carriers);
  const only = carriers.length === 1 ? carriers[0]?.name : undefined;
  return (
    <Popover position="top-start" withinPortal={false} width={260} opened={isOpen} onChange={setOpen}>
      <Popover.Target>
        <button
          type="button"
          className={classes.health}
          onClick={() => setOpen(!isOpen)}
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
        >
          <span className={classes.dot} data-tone={worst ? toneOfBind(worst) : 'calm'} aria-hidden />
          <span className={classes.healthWords}>
            <span>{only ?? t('title')}</span>
            <span className={classes.healthState}>{worst ? t(`state.${worst}`) : t('unknown')}</span>
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.healthList} aria-label={t('title')}>
        {carriers.length === 0 ? <p>{t('none')}</p> : null}
        {carriers.map(({ id, name, bind }) => (
          <div key={id}>
            <p className={classes.healthName}>
              <span className={classes.dot} data-tone={toneOfBind(bind.state)} aria-hidden />
              {name}
            </p>
            <p>
              {t(`state.${bind.state}`)} · {t.rich('since', { time: () => <Moment at={bind.since} show="full" /> })}
            </p>
            {bind.state !== 'bound' && causes.has(bind.reason) ? <p>{causes.inWords(bind.reason)}</p> : null}
          </div>
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}
