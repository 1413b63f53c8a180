'use client';

import type { Attempt } from '@codewire/contracts';
import { useCauses } from '../../lib/i18n/use-causes';
import { statusText } from './status-text';
import classes from './message.module.css';

/** What the carrier answered, in its own terms, and below it in words. */
export function CarrierAnswer({ attempt }: { attempt: Attempt }) {
  const causes = useCauses();
  const { command_status_name: name, command_status_meaning: meaning, reason } = attempt;
  const status = statusText(attempt);
  if (status === null && attempt.outcome !== 'submitted') return reason ? causes.inWords(reason) : '–';
  const words = [reason, name].find((word) => word !== null && causes.has(word));
  return (
    <>
      <bdi dir="ltr" className={classes.mono}>
        {/* What was taken was answered with that; nobody keeps it. */}
        {status ?? 'ESME_ROK'}
      </bdi>
      {words ? (
        <span className={classes.why}>{causes.inWords(words)}</span>
      ) : meaning ? (
        <span className={classes.why} lang="en" dir="ltr">
          {meaning}
        </span>
      ) : null}
    </>
  );
}
