'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { copyText } from '../../lib/copy-text';
import { toast } from '../../ui/toasts';

/** Copies the address of what is on the screen. It holds the filters, too, and never a number. */
export function useCopyLink(): () => void {
  const t = useTranslations('shortcuts');
  return useCallback(() => {
    void copyText(window.location.href).then((isCopied) => {
      if (isCopied) toast({ tone: 'ok', title: t('linkCopied') });
    });
  }, [t]);
}
