'use client';

import { IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { IconButton } from './button';
import classes from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly isOpen: boolean;
  /** Without it the dialog stays until what it says is no longer so. */
  readonly onClose?: () => void;
  /** For what has long lines. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** The platform's modal dialog: focus stays inside, Escape closes, focus returns to where it was. */
export function Dialog({ title, isOpen, onClose, isWide = false, children }: DialogProps) {
  const t = useTranslations('common');
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (!isOpen) return shown?.close();
    const before = document.activeElement;
    if (!shown?.open) shown?.showModal();
    return () => {
      // Taken off the page while it was open, it would take the focus with it.
      if (!shown?.isConnected && before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);

  return (
    <dialog
      ref={dialog}
      className={classes.dialog}
      data-wide={isWide || undefined}
      aria-labelledby={titleId}
      // Whatever the page says, browsers close a dialog at the second Escape.
      onClose={onClose ?? (() => isOpen && dialog.current?.showModal())}
      onCancel={(event) => onClose === undefined && event.preventDefault()}
    >
      <header className={classes.header}>
        <h2 id={titleId}>{title}</h2>
        {onClose ? (
          <IconButton label={t('close')} onClick={onClose}>
            <IconX size={18} aria-hidden />
          </IconButton>
        ) : null}
      </header>
      {children}
    </dialog>
  );
}
