import type { CheckResponse, CheckStatus } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import type { Tone } from '../../ui/badge';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';

const TONES: Record<CheckStatus, Tone> = {
  approved: 'ok',
  wrong: 'warn',
  expired: 'bad',
  exhausted: 'bad',
  already_approved: 'calm',
  cancelled: 'calm',
  superseded: 'calm',
};

/** Every outcome a check can have, in words; a wrong code is an outcome, not an error. */
export function CheckOutcome({ answer }: { answer: CheckResponse }) {
  const t = useTranslations('check.outcome');
  return (
    <Notice tone={TONES[answer.status]} title={t(`${answer.status}.title`)} data-outcome={answer.status}>
      <p>
        {t(`${answer.status}.detail`, { left: answer.attempts_left ?? 0 })}{' '}
        {answer.at && answer.status !== 'approved' ? <Moment at={answer.at} /> : null}
      </p>
    </Notice>
  );
}
