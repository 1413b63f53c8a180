'use client';

import { useLocale, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { templateCalls } from '../../lib/api/template-calls';
import { languageName } from '../../lib/i18n/names';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { namedIn, type VersionDialogProps } from './dialog-of-text';
import { useTextChange } from './use-text-changes';
import { VersionsDiff } from './versions-diff';

/** Words that were sent once are sent again, as a new version. */
export default function RevertDialog(props: VersionDialogProps) {
  const { detail, tag, version, onClose } = props;
  const t = useTranslations('templates.revert');
  const locale = useLocale();
  const named = namedIn(props);
  const language = languageName(detail.locale, locale);
  const action = useTextChange(named, {
    work: () => callFromBrowser(templateCalls.revert(named, tag, version)),
    onClose,
    said: t('done', { language }),
  });
  return (
    <ConfirmDialog
      title={t('title', { language, version })}
      confirm={t('confirm')}
      isOpen
      isWide
      onClose={onClose}
      action={action}
    >
      <p>{t('detail')}</p>
      {detail.published === null ? null : (
        <VersionsDiff named={named} before={detail.published.version} after={version} />
      )}
    </ConfirmDialog>
  );
}
