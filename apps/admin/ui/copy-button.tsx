'use client';

import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { copyText } from '../lib/copy-text';
import { IconButton } from './button';

const TOLD_FOR_MILLISECONDS = 1_600;

/** Copies `text` (asked for at the click) and says so for a moment. */
export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const t = useTranslations('common');
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), TOLD_FOR_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <>
      <IconButton label={label} onClick={() => void copyText(text()).then(setCopied)}>
        {isCopied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />}
      </IconButton>
      <span className="visually-hidden" role="status">
        {isCopied ? t('copied') : ''}
      </span>
    </>
  );
}
