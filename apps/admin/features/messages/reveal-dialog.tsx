'use client';

import { REVEAL_REASON, type RevealedNumber } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { asFailure } from '../../lib/api/failure';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import { useChange } from '../../ui/use-change';
import type { RevealableNumberProps } from './revealable-number';
import classes from './message.module.css';

export interface RevealDialogProps extends RevealableNumberProps {
  readonly onShown: (revealed: RevealedNumber) => void;
  readonly onClose: () => void;
}

/** Why someone needs a number in full: the audit keeps it. */
export default function RevealDialog({ masked, ask, onShown, onClose }: RevealDialogProps) {
  const t = useTranslations('reveal');
  const common = useTranslations('common');
  const reveal = useChange({
    work: ask,
    onDone: (revealed) => {
      onShown(revealed);
      onClose();
    },
  });
  const { form, field, isToldAtField } = useFields({
    first: { reason: '' },
    check: ({ reason }) => (isReason(reason) ? {} : { reason: t('wrong', REVEAL_REASON) }),
    onSubmit: ({ reason }) => reveal.run(reason.trim()),
    failure: reveal.failure,
  });
  return (
    <Dialog title={t('title')} isOpen onClose={onClose}>
      <Form {...form}>
        <p className={classes.lead}>{t.rich('lead', { number: () => <bdi dir="ltr">{masked}</bdi> })}</p>
        <TextField
          label={t('reason')}
          description={t('reasonHint')}
          autoComplete="off"
          maxLength={REVEAL_REASON.most}
          {...field('reason')}
        />
        {reveal.failure === null || isToldAtField ? null : (
          <FailureNotice failure={asFailure(reveal.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={reveal.isBusy}>
            {t('show')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

function isReason(typed: string): boolean {
  const { length } = typed.trim();
  return length >= REVEAL_REASON.least && length <= REVEAL_REASON.most;
}
