'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog';
import { SelectField } from '../../ui/field';
import { namedIn, type VersionDialogProps } from './dialog-of-text';
import { VersionsDiff } from './versions-diff';
import classes from './editor.module.css';

/** Two versions of a text, word by word. */
export default function CompareDialog(props: VersionDialogProps) {
  const { detail, version, onClose } = props;
  const t = useTranslations('templates.compare');
  const { versions } = detail;
  const [after, setAfter] = useState(version);
  const [before, setBefore] = useState(otherThan(version, detail));
  const choices = versions.map((one) => ({
    value: String(one.version),
    label: t('choice', { version: one.version, status: t(`status.${one.status}`) }),
  }));
  return (
    <Dialog title={t('title')} isOpen isWide onClose={onClose}>
      <div className={classes.compare}>
        <div className={classes.pair}>
          <SelectField
            label={t('before')}
            value={before}
            choices={choices}
            onChange={(event) => setBefore(Number(event.currentTarget.value))}
          />
          <SelectField
            label={t('after')}
            value={after}
            choices={choices}
            onChange={(event) => setAfter(Number(event.currentTarget.value))}
          />
        </div>
        <VersionsDiff named={namedIn(props)} before={before} after={after} />
      </div>
    </Dialog>
  );
}

/** What is published, else the version before. */
function otherThan(version: number, { published, versions }: VersionDialogProps['detail']): number {
  if (published !== null && published.version !== version) return published.version;
  return versions.find((one) => one.version < version)?.version ?? version;
}
