'use client';

import { REASON_LENGTH } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { asFailure } from '../../lib/api/failure';
import { useFields } from '../../lib/use-fields';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { FailureNotice } from '../../ui/failure-notice';
import { TextField } from '../../ui/field';
import { Form, FormActions } from '../../ui/form';
import type { Action } from '../../lib/use-action';
import classes from './message.module.css';

export interface ReasonDialogProps {
  readonly title: string;
  /** What will happen, and what is kept of it. */
  readonly lead: ReactNode;
  readonly submit: string;
  /** Given the reason. */
  readonly action: Action<string>;
  readonly onClose: () => void;
}

/** What is done for a reason: the audit keeps it. */
export function ReasonDialog({ title, lead, submit, action, onClose }: ReasonDialogProps) {
  const t = useTranslations('reason');
  const common = useTranslations('common');
  const { form, field, isToldAtField } = useFields({
    first: { reason: '' },
    check: ({ reason }) => (isReason(reason) ? {} : { reason: t('wrong', REASON_LENGTH) }),
    onSubmit: ({ reason }) => action.run(reason.trim()),
    failure: action.failure,
  });
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <Form {...form}>
        <p className={classes.lead}>{lead}</p>
        <TextField
          label={t('label')}
          description={t('hint')}
          autoComplete="off"
          maxLength={REASON_LENGTH.most}
          {...field('reason')}
        />
        {action.failure === null || isToldAtField ? null : (
          <FailureNotice failure={asFailure(action.failure)} takesFocus />
        )}
        <FormActions>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button type="submit" emphasis="main" loading={action.isBusy}>
            {submit}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

function isReason(typed: string): boolean {
  const { length } = typed.trim();
  return length >= REASON_LENGTH.least && length <= REASON_LENGTH.most;
}
