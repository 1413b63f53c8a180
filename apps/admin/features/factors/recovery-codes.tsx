'use client';

import { IconCopy, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { copyText } from '../../lib/copy-text';
import { saveText } from '../../lib/save-file';
import { Button } from '../../ui/button';
import { useLeaveGuard } from '../../ui/use-leave-guard';
import classes from './factors.module.css';

const ICON = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

export interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onKept: () => unknown;
}

/** Shown once. Whoever would leave the page without having said that they are kept is asked by the browser. */
export function RecoveryCodes({ codes, onKept }: RecoveryCodesProps) {
  const t = useTranslations('factors');
  const [isCopied, setCopied] = useState(false);
  const [isKept, setKept] = useState(false);
  useLeaveGuard(!isKept);

  function keep(): void {
    // The page may be left for good by what follows: the browser must have stopped asking by then.
    flushSync(() => setKept(true));
    void onKept();
  }

  const asText = () => `${t('fileTitle', { host: window.location.host })}\n\n${codes.join('\n')}\n`;

  return (
    <div className={classes.stack}>
      <div className={classes.sheet}>
        <p className={classes.sheetTitle}>{t('sheetTitle')}</p>
        <ol className={classes.codes} dir="ltr" translate="no">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
      </div>
      <div className={classes.actions}>
        <Button size="xs" icon={<IconCopy {...ICON} />} onClick={() => void copyText(codes.join('\n')).then(setCopied)}>
          {isCopied ? t('copied') : t('copyCodes')}
        </Button>
        <Button size="xs" icon={<IconDownload {...ICON} />} onClick={() => saveText(t('fileName'), asText())}>
          {t('downloadCodes')}
        </Button>
        <Button size="xs" icon={<IconPrinter {...ICON} />} onClick={() => window.print()}>
          {t('printCodes')}
        </Button>
      </div>
      <span className="visually-hidden" role="status">
        {isCopied ? t('copied') : ''}
      </span>
      <Button emphasis="main" size="md" fullWidth loading={isKept} onClick={keep}>
        {t('kept')}
      </Button>
    </div>
  );
}
