'use client';

import { IconFileImport } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useId } from 'react';
import classes from './locales.module.css';

/** The platform's own choice of a file, which takes one that is dropped on it, too. The same can be chosen again once it is mended. */
export function FilePick({ isBusy, onPick }: { isBusy: boolean; onPick: (file: File) => void }) {
  const t = useTranslations('locales.transfer');
  const id = useId();
  return (
    <div className={classes.pick}>
      <label htmlFor={id} className={classes.withIcon}>
        <IconFileImport size={20} aria-hidden />
        {t('file')}
      </label>
      <span id={`${id}-hint`} className={classes.dim}>
        {t('fileHint')}
      </span>
      <input
        id={id}
        type="file"
        accept="application/json,.json"
        aria-describedby={`${id}-hint`}
        disabled={isBusy}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) onPick(file);
          currentTarget.value = '';
        }}
      />
    </div>
  );
}
