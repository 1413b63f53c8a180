'use client';

import type { BindView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCauses } from '../../lib/i18n/use-causes';
import { Sub } from '../../ui/data-table';
import { BindBadge } from '../shell/bind-badge';
import { Since } from './since';
import classes from './carriers.module.css';

/** One session's state, since when, and why. */
export function BindLine({ bind }: { bind: BindView }) {
  const t = useTranslations('health');
  const { state, since } = bind;
  return (
    <>
      <span className={classes.state}>
        <BindBadge state={state} />
        <span className={classes.since} suppressHydrationWarning>
          {t.rich('since', { time: () => <Since at={since} /> })}
        </span>
      </span>
      <BindReason bind={bind} />
    </>
  );
}

/** Of one that is well there is nothing to say. */
function BindReason({ bind: { state, reason, command_status: status } }: { bind: BindView }) {
  const causes = useCauses();
  if (state === 'bound') return null;
  const words = [...(causes.has(reason) ? [causes.inWords(reason)] : []), ...(status === null ? [] : [status])];
  return words.length === 0 ? null : <Sub>{words.join(': ')}</Sub>;
}
