'use client';

import { useLocale, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { templateCalls } from '../../lib/api/template-calls';
import { languageName } from '../../lib/i18n/names';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { namedIn, type TextDialogProps } from './dialog-of-text';
import { useTextChange } from './use-text-changes';

export default function DiscardDialog(props: TextDialogProps) {
  const { detail, tag, onClose } = props;
  const t = useTranslations('templates.discard');
  const locale = useLocale();
  const named = namedIn(props);
  const action = useTextChange(named, {
    work: () => callFromBrowser(templateCalls.discardDraft(named, tag)),
    onClose,
    said: t('done'),
  });
  return (
    <ConfirmDialog
      title={t('title', { language: languageName(detail.locale, locale) })}
      confirm={t('confirm')}
      isGrave
      isOpen
      onClose={onClose}
      action={action}
    >
      <p>{t(detail.published === null ? 'detailNothing' : 'detail')}</p>
    </ConfirmDialog>
  );
}
