'use client';

import { EXPORT_FORMATS, MOST_EXPORTED } from '@codewire/contracts';
import { IconDownload } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { fileFromBrowser } from '../../lib/api/browser';
import { asFailure } from '../../lib/api/failure';
import { saveFile } from '../../lib/save-file';
import { useAction } from '../../lib/use-action';
import { FailureNotice } from '../../ui/failure-notice';
import { Menu, MenuItem, MenuNote } from '../../ui/menu';
import { toast } from '../../ui/toasts';
import classes from './log.module.css';

export interface ExportMenuProps {
  readonly room: 'messages' | 'verifications';
  /** The filters of now, as the API is asked. */
  readonly query: () => URLSearchParams;
}

/**
 * All that matches as a file. The console's header has to go along, and whoever is asked for a proof gives it first, so
 * no plain link will do; the answer becomes a blob, which browsers keep on the disk when it is large.
 */
export function ExportMenu({ room, query }: ExportMenuProps) {
  const t = useTranslations('log.export');
  const { run, isBusy, failure } = useAction(
    async (format: (typeof EXPORT_FORMATS)[number]) => {
      const wanted = query();
      wanted.set('format', format);
      return { format, file: await fileFromBrowser(`${room}/export?${wanted.toString()}`) };
    },
    ({ format, file }) => {
      saveFile(`codewire-${room}-${new Date().toISOString().slice(0, 10)}.${format}`, file);
      toast({ tone: 'ok', title: t('done') });
    },
  );
  return (
    <>
      <Menu label={t('title')} icon={<IconDownload size={16} aria-hidden />} isBusy={isBusy}>
        {(close) => (
          <>
            {EXPORT_FORMATS.map((format) => (
              <MenuItem
                key={format}
                onChoose={() => {
                  close();
                  void run(format);
                }}
              >
                {t(format)}
              </MenuItem>
            ))}
            <MenuNote>{t('hint', { most: MOST_EXPORTED })}</MenuNote>
          </>
        )}
      </Menu>
      {failure === null ? null : (
        <div className={classes.exportFailure}>
          <FailureNotice failure={asFailure(failure)} takesFocus />
        </div>
      )}
    </>
  );
}
