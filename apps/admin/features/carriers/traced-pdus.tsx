'use client';

import type { TracedPdu } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { PduList } from '../../ui/pdu-list';
import classes from './carriers.module.css';

const SHOWN_AT_FIRST = 100;

/** One below the other, newest first; each opens to its fields. */
export function TracedPdus({ pdus }: { pdus: readonly TracedPdu[] }) {
  const t = useTranslations('carriers.trace');
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? pdus : pdus.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <PduList caption={t('caption')} pdus={shown} />
      {shown.length < pdus.length ? (
        <Button size="xs" className={classes.more ?? ''} onClick={() => setWhole(true)}>
          {t('all', { count: pdus.length })}
        </Button>
      ) : null}
    </>
  );
}
