'use client';

import { useTranslations } from 'next-intl';
import { useOnline } from '../../lib/use-online';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { useConsoleContext } from './use-console-context';
import classes from './shell.module.css';

/** Shown while the backend does not answer: what is on the screen may be old. Without a network that is told instead. */
export function StaleBanner() {
  const t = useTranslations('shell');
  const { isError, dataUpdatedAt } = useConsoleContext();
  const isOnline = useOnline();
  return (
    <div role="status">
      {isError && isOnline ? (
        <div className={classes.stale}>
          <Notice tone="bad" title={t('staleTitle')}>
            {dataUpdatedAt > 0 ? (
              <p>
                {t.rich('staleSince', {
                  time: () => <Moment at={new Date(dataUpdatedAt).toISOString()} show="full" />,
                })}
              </p>
            ) : null}
          </Notice>
        </div>
      ) : null}
    </div>
  );
}
