'use client';

import { IconDownload } from '@tabler/icons-react';
import { useTimeZone, useTranslations } from 'next-intl';
import { fileFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { saveFile } from '../../lib/save-file';
import { useAction } from '../../lib/use-action';
import { Button } from '../../ui/button';
import { FailureNotice } from '../../ui/failure-notice';
import { toast } from '../../ui/toasts';
import { apiFilters, type AuditFilters } from './audit-filters';
import classes from './audit.module.css';

/** All that matches as a file, one entry a line. Whoever takes it away proves who he is, and leaves an entry. */
export function ExportButton({ filters }: { filters: AuditFilters }) {
  const t = useTranslations('audit');
  const timeZone = useTimeZone() ?? 'UTC';
  const { run, isBusy, failure } = useAction(
    () => fileFromBrowser(`audit/export?${apiFilters(filters, timeZone).toString()}`),
    (file) => {
      saveFile(`codewire-audit-${new Date().toISOString().slice(0, 10)}.ndjson`, file);
      toast({ tone: 'ok', title: t('exported') });
    },
  );
  return (
    <div className={classes.export}>
      <Button
        size="xs"
        loading={isBusy}
        icon={<IconDownload size={16} aria-hidden />}
        onClick={() => void run(undefined)}
      >
        {t('export')}
      </Button>
      <span>{t('exportHint')}</span>
      {failure === null ? null : <FailureNotice failure={asFailure(failure)} takesFocus />}
    </div>
  );
}
