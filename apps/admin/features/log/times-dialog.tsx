'use client';

import { useTimeZone, useTranslations } from 'next-intl';
import { useState, type SubmitEvent } from 'react';
import { readLocalTime, writeLocalTime } from '../../lib/zoned-time';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { instantOf, type TimeRange } from './time-range';

export interface TimesDialogProps {
  readonly range: TimeRange;
  readonly onDone: (range: TimeRange) => void;
  readonly onClose: () => void;
}

/** From one time to another, by the clocks of whoever asks. */
export default function TimesDialog({ range, onDone, onClose }: TimesDialogProps) {
  const t = useTranslations('log.time');
  const words = useTranslations('log');
  const common = useTranslations('common');
  const zone = useTimeZone() ?? 'UTC';
  const [now] = useState(() => Date.now());
  const first = (time: string) => (time === '' ? '' : writeLocalTime(instantOf(time, now), zone));
  const [from, setFrom] = useState(() => first(range.from));
  const [to, setTo] = useState(() => first(range.to));
  const begins = readLocalTime(from, zone);
  const ends = readLocalTime(to, zone);
  const isTurned = begins !== undefined && ends !== undefined && begins >= ends;

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (!isTurned) onDone({ from: begins?.toISOString() ?? '', to: ends?.toISOString() ?? '' });
  }

  return (
    <Dialog title={t('exactTitle')} isOpen onClose={onClose}>
      <Form onSubmit={submit}>
        <TextField
          type="datetime-local"
          step={1}
          label={t('from')}
          description={t('zone', { zone })}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          type="datetime-local"
          step={1}
          label={t('to')}
          value={to}
          error={isTurned ? t('turned') : undefined}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main">
            {words('apply')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
