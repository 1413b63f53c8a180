'use client';

import { useQuery } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { templateCalls } from '../../lib/api/template-calls';
import { languageName } from '../../lib/i18n/names';
import { mannerOf } from '../../lib/script';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Fetched } from '../../ui/fetched';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { SmsText } from '../../ui/sms-text';
import { namedIn, type VersionDialogProps } from './dialog-of-text';
import { useTextChange } from './use-text-changes';
import classes from './editor.module.css';

/** Someone who reads the language stands for the text, with its words before his eyes. */
export default function SignOffDialog(props: VersionDialogProps) {
  const { detail, tag, version, onClose } = props;
  const t = useTranslations('templates.signOff');
  const locale = useLocale();
  const named = namedIn(props);
  const language = languageName(detail.locale, locale);
  const query = useQuery({
    queryKey: ['text-version', named, version],
    queryFn: ({ signal }) => callFromBrowser(templateCalls.version(named, version), signal),
  });
  const action = useTextChange(named, {
    work: () => callFromBrowser(templateCalls.signOff(named, tag, version)),
    onClose,
    said: t('done', { language, version }),
  });
  return (
    <ConfirmDialog title={t('title', { language })} confirm={t('confirm')} isOpen onClose={onClose} action={action}>
      <p>{t('detail')}</p>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={2} />
          </Skeleton>
        }
      >
        {({ body, short_body: shortBody }) => (
          <div className={classes.difference}>
            {[body, shortBody].map((words, place) =>
              words === null ? null : (
                <div key={place} className={classes.diff}>
                  <SmsText manner={mannerOf(words, detail.locale)}>{words}</SmsText>
                </div>
              ),
            )}
          </div>
        )}
      </Fetched>
    </ConfirmDialog>
  );
}
