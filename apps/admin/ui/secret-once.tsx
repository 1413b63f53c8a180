'use client';

import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { copyText } from '../lib/copy-text';
import { Button } from './button';
import { Notice } from './notice';
import { useLeaveGuard } from './use-leave-guard';
import classes from './secret-once.module.css';

export interface SecretOnceProps {
  /** What it is: "The new key". */
  readonly label: string;
  readonly secret: string;
  /** The person says that it is kept: from then on it is shown nowhere. */
  readonly onKept: () => void;
  /** What can be done with it while it is here. */
  readonly children?: ReactNode;
}

/** A secret that is shown this once, and leaves only after someone has said that it is kept. */
export function SecretOnce({ label, secret, onKept, children }: SecretOnceProps) {
  const t = useTranslations('states');
  const [isCopied, setCopied] = useState(false);
  useLeaveGuard(true);
  return (
    <div className={classes.once}>
      <Notice tone="warn" title={t('onceTitle')}>
        <p>{t('onceDetail')}</p>
      </Notice>
      <div className={classes.secret}>
        <p>{label}</p>
        <code dir="ltr" translate="no">
          {secret}
        </code>
        <Button
          size="xs"
          icon={isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={() => void copyText(secret).then(setCopied)}
        >
          {isCopied ? t('onceCopied') : t('onceCopy')}
        </Button>
        <span className="visually-hidden" role="status">
          {isCopied ? t('onceCopied') : ''}
        </span>
      </div>
      {children}
      <Button emphasis="main" fullWidth onClick={onKept}>
        {t('onceKept')}
      </Button>
    </div>
  );
}
