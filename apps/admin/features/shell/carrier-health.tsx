'use client';

import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { useCauses } from '../../lib/i18n/use-causes';
import { Moment } from '../../ui/moment';
import { useFlyout } from '../../ui/use-flyout';
import { useMay } from '../session/session-provider';
import { toneOfBind, worstBindState } from './bind-health';
import { useConsoleContext } from './use-console-context';
import flyout from '../../ui/flyout.module.css';
import classes from './shell.module.css';

/** The worst bind state of all carriers; opens what each of them says. */
export function CarrierHealth() {
  const t = useTranslations('health');
  const causes = useCauses();
  const { button, panel } = useFlyout();
  const mayOpen = useMay()('carriers.read');
  const { data } = useConsoleContext();
  const carriers = data?.carriers ?? [];
  const worst = worstBindState(carriers);
  const only = carriers.length === 1 ? carriers[0]?.name : undefined;
  return (
    <>
      <button type="button" className={classes.footButton} aria-haspopup="dialog" {...button}>
        <span className={classes.dot} data-tone={worst ? toneOfBind(worst) : 'calm'} aria-hidden />
        <span className={classes.footWords}>
          <span>{only ?? t('title')}</span>
          <span className={classes.footSub}>{worst ? t(`state.${worst}`) : t('unknown')}</span>
        </span>
      </button>
      <div {...panel} className={`${flyout.panel} ${classes.healthList}`} role="dialog" aria-label={t('title')}>
        {carriers.length === 0 ? <p>{t('none')}</p> : null}
        {carriers.map(({ id, name, bind }) => (
          <div key={id}>
            <p className={classes.healthName}>
              <span className={classes.dot} data-tone={toneOfBind(bind.state)} aria-hidden />
              {mayOpen ? <Link href={`/carriers/${id}`}>{name}</Link> : name}
            </p>
            <p>
              {t(`state.${bind.state}`)} · {t.rich('since', { time: () => <Moment at={bind.since} show="full" /> })}
            </p>
            {bind.state !== 'bound' && causes.has(bind.reason) ? <p>{causes.inWords(bind.reason)}</p> : null}
          </div>
        ))}
      </div>
    </>
  );
}
