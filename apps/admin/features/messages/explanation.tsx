'use client';

import type { MessageInspection } from '@codewire/contracts';
import { useTranslations, type Messages } from 'next-intl';
import Link from 'next/link';
import { useCauses } from '../../lib/i18n/use-causes';
import { useDuration } from '../../ui/use-duration';
import { useMay } from '../session/session-provider';
import { placeOf, remedyOf, type Remedy } from './remedy';
import { lastRefusal, toldSentence } from './sentence';
import classes from './message.module.css';

/** What became of it in one sentence, what mostly is behind that, and what to do. */
export function Explanation({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail.sentence');
  const duration = useDuration();
  const causes = useCauses();
  const remedy = remedyOf(message);
  const { key, values } = toldSentence(message, { causes, duration });
  return (
    <div className={classes.explanation}>
      <p className={classes.sentence} suppressHydrationWarning>
        {t(key, values)}
      </p>
      <LikelyCause message={message} />
      {remedy ? <Next remedy={remedy} message={message} /> : null}
    </div>
  );
}

type Likely = keyof Messages['likely'];

/** In the reader's words where there are some; else as the table of statuses has it, in English. */
function LikelyCause({ message }: { message: MessageInspection }) {
  const t = useTranslations('likely');
  const refusal = message.status === 'failed' ? lastRefusal(message) : undefined;
  const word = [refusal?.command_status_name, message.error].find(
    (one): one is Likely => typeof one === 'string' && t.has(one as Likely),
  );
  if (word !== undefined) return <p className={classes.likely}>{t(word)}</p>;
  const { command_status_meaning: meaning, command_status_cause: cause } = refusal ?? {};
  if (!meaning) return null;
  return (
    <p className={classes.likely} lang="en" dir="ltr">
      {meaning} {cause}
    </p>
  );
}

function Next({ remedy, message }: { remedy: Remedy; message: MessageInspection }) {
  const t = useTranslations('detail.next');
  const may = useMay();
  const place = placeOf(remedy, message);
  return (
    <p className={classes.next}>
      <strong>{t('title')}</strong> {t(remedy)}{' '}
      {place && may(place.permission) ? (
        <Link href={place.href}>{t(`place.${place.name}`, { carrier: message.carrier ?? '–' })}</Link>
      ) : null}
    </p>
  );
}
