'use client';

import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { fileFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { TEXTS_EXPORT } from '../../lib/api/locale-calls';
import { saveFile } from '../../lib/save-file';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { FailureNotice } from '../../ui/failure-notice';
import { useChange } from '../../ui/use-change';
import classes from './locales.module.css';

export function ExportCard() {
  const t = useTranslations('locales.transfer');
  const save = useChange({
    work: () => fileFromBrowser(TEXTS_EXPORT),
    onDone: (file) => saveFile(`codewire-texts-${new Date().toISOString().slice(0, 10)}.json`, file),
    said: t('exported'),
  });
  return (
    <Card title={t('export')}>
      <div className={classes.step}>
        <p>{t('exportHint')}</p>
        <Button
          loading={save.isBusy}
          icon={<IconDownload size={18} aria-hidden />}
          onClick={() => void save.run(undefined)}
        >
          {t('exportNow')}
        </Button>
      </div>
      {save.failure === null ? null : <FailureNotice failure={asFailure(save.failure)} takesFocus />}
    </Card>
  );
}
