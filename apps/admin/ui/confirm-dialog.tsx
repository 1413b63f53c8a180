'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { asFailure } from '../lib/api/failure';
import type { Action } from '../lib/use-action';
import { Button } from './button';
import { Dialog } from './dialog';
import { FailureNotice } from './failure-notice';
import classes from './confirm-dialog.module.css';

export interface ConfirmDialogProps {
  /** A question: "Revoke this key?" */
  readonly title: string;
  /** The verb of the title: "Revoke". */
  readonly confirm: string;
  /** For the way back, where "Cancel" could be taken for the deed itself. */
  readonly dismiss?: string;
  /** Cannot be undone, or takes something from somebody. */
  readonly isGrave?: boolean;
  /** For what has long lines. */
  readonly isWide?: boolean;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly action: Pick<Action<undefined>, 'run' | 'isBusy' | 'failure'>;
  /** What will be so afterwards, in words. */
  readonly children: ReactNode;
}

/** Asked before something that others will notice. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, confirm, dismiss, isGrave = false, isWide = false, isOpen, onClose, action, children } = props;
  const t = useTranslations('common');
  return (
    <Dialog title={title} isOpen={isOpen} isWide={isWide} onClose={onClose}>
      <div className={classes.consequence}>{children}</div>
      {action.failure === null ? null : <FailureNotice failure={asFailure(action.failure)} takesFocus />}
      <footer className={classes.ways}>
        <Button onClick={onClose}>{dismiss ?? t('cancel')}</Button>
        <Button
          emphasis={isGrave ? 'grave' : 'main'}
          loading={action.isBusy}
          onClick={() => void action.run(undefined)}
        >
          {confirm}
        </Button>
      </footer>
    </Dialog>
  );
}
