'use client';

import { IconFileImport } from '@tabler/icons-react';
import { useId } from 'react';
import classes from './file-pick.module.css';

export interface FilePickProps {
  readonly label: string;
  readonly hint: string;
  /** Kinds and endings, as the platform's own choice of files takes them. */
  readonly accept: string;
  readonly isBusy: boolean;
  readonly onPick: (file: File) => void;
}

/** The platform's own choice of a file, which takes one that is dropped on it, too. The same can be chosen again once it is mended. */
export function FilePick({ label, hint, accept, isBusy, onPick }: FilePickProps) {
  const id = useId();
  return (
    <div className={classes.pick}>
      <label htmlFor={id}>
        <IconFileImport size={20} aria-hidden />
        {label}
      </label>
      <span id={`${id}-hint`} className={classes.hint}>
        {hint}
      </span>
      <input
        id={id}
        type="file"
        accept={accept}
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
