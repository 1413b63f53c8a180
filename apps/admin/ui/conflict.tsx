'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button } from './button';
import { Notice } from './notice';
import classes from './conflict.module.css';

export interface ConflictProps {
  /** Who was faster, as far as it may be known. */
  readonly author: string | undefined;
  /** Of theirs: a newer one takes the focus again. */
  readonly version: number;
  readonly fields: readonly { readonly name: string; readonly theirs: ReactNode; readonly mine: ReactNode }[];
  readonly onTake: () => void;
  readonly onKeep: () => void;
}

/** Somebody else was faster: who, what is different, and whose it shall be. Nothing that was chosen is lost either way. */
export function Conflict({ author, version, fields, onTake, onKeep }: ConflictProps) {
  const t = useTranslations('states.conflict');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [version]);
  return (
    <Notice
      ref={place}
      tone="warn"
      title={author === undefined ? t('title') : t('titleBy', { name: author })}
      role="alert"
      tabIndex={-1}
    >
      <p>{t('detail')}</p>
      <table className={classes.sides}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('theirs')}</th>
            <th scope="col">{t('mine')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ name, theirs, mine }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{theirs}</td>
              <td>{mine}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.ways}>
        <Button size="xs" onClick={onTake}>
          {t('take')}
        </Button>
        <Button size="xs" onClick={onKeep}>
          {t('keep')}
        </Button>
      </div>
    </Notice>
  );
}
