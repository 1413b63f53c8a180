'use client';

import type { TemplateDetail } from '@codewire/contracts';
import { useFormatter, useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { templateCalls } from '../../lib/api/template-calls';
import { languageName } from '../../lib/i18n/names';
import { Check } from '../../ui/check';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Moment } from '../../ui/moment';
import { namedIn, type VersionDialogProps } from './dialog-of-text';
import { toldUse } from './recent-use';
import { useTextChange } from './use-text-changes';
import { VersionsDiff } from './versions-diff';
import classes from './editor.module.css';

/** Who will read it, what changes for them, and whether somebody stands for it. */
export default function PublishDialog(props: VersionDialogProps) {
  const { template, detail, tag, version, onClose } = props;
  const t = useTranslations('templates.publish');
  const locale = useLocale();
  const [isReviewed, setReviewed] = useState(false);
  const named = namedIn(props);
  const language = languageName(detail.locale, locale);
  const isSigned = detail.versions.some((one) => one.version === version && one.is_reviewed);
  const action = useTextChange(named, {
    work: () => callFromBrowser(templateCalls.publish(named, tag, { version, is_reviewed: isReviewed })),
    onClose,
    said: t('published', { language, version }),
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
      <Reach template={template} locale={detail.locale} />
      {detail.published === null ? (
        <p>{t('first')}</p>
      ) : (
        <VersionsDiff named={named} before={detail.published.version} after={version} />
      )}
      {isSigned ? null : (
        <div className={classes.stand}>
          <Check label={t('stand')} detail={t('standHint')} isChecked={isReviewed} onChange={setReviewed} />
        </div>
      )}
    </ConfirmDialog>
  );
}

/** How far a publish reaches. */
function Reach({ template, locale }: { template: TemplateDetail; locale: string }) {
  const t = useTranslations('templates.publish');
  const format = useFormatter();
  const readers = useLocale();
  const { recent_use: use, application, coverage } = template;
  const told = toldUse(use, (value, options) => format.number(value, options));
  const heirs = coverage.filter((cell) => cell.state === 'inherited' && cell.from === locale && cell.locale !== locale);
  return (
    <ul className={classes.reach}>
      <li>
        {application === null
          ? t('allApplications')
          : t.rich('oneApplication', { name: () => <bdi>{application.name}</bdi> })}
      </li>
      <li>{t.rich(told.key, { ...told.values, time: () => <Moment at={use.counted_since} show="short" /> })}</li>
      <li suppressHydrationWarning>
        {heirs.length === 0
          ? t('noHeirs')
          : t('heirs', {
              count: heirs.length,
              languages: format.list(heirs.map((cell) => languageName(cell.locale, readers))),
            })}
      </li>
    </ul>
  );
}
