'use client';

import { IconFileImport } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useId, useState, type DragEvent } from 'react';
import classes from './locales.module.css';

/** The platform's own choice of a file, and a place to drop one on. The same file can be chosen again once it is mended. */
export function FilePick({ isBusy, onPick }: { isBusy: boolean; onPick: (file: File) => void }) {
  const t = useTranslations('locales.transfer');
  const id = useId();
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !isBusy) onPick(file);
  }

  return (
    <div
      className={classes.pick}
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <IconFileImport size={22} aria-hidden />
      <label htmlFor={id}>{t('file')}</label>
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
      <span id={`${id}-hint`} className={classes.dim}>
        {t('fileHint')}
      </span>
    </div>
  );
}
