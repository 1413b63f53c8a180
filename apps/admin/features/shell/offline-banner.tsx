'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useOnline } from '../../lib/use-online';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import { useConsoleContext } from './use-console-context';
import classes from './shell.module.css';

/**
 * Shown while the browser has no network. Nothing is asked for meanwhile, and all of it once there is one again; what
 * is on the screen stays. A link would leave it for the browser's own page of errors, so none is followed.
 */
export function OfflineBanner() {
  const t = useTranslations('shell');
  const isOnline = useOnline();
  const { dataUpdatedAt } = useConsoleContext();
  const hasTried = useLinksHeld(!isOnline);
  return (
    <div role="status">
      {isOnline ? null : (
        <div className={classes.stale}>
          <Notice tone="warn" title={t('offlineTitle')}>
            <p>
              {dataUpdatedAt > 0
                ? t.rich('offlineSince', {
                    time: () => <Moment at={new Date(dataUpdatedAt).toISOString()} show="full" />,
                  })
                : t('offlineDetail')}
            </p>
            {hasTried ? <p>{t('offlineLinks')}</p> : null}
          </Notice>
        </div>
      )}
    </div>
  );
}

/** Keeps links from being followed while it is on; true once someone has tried to. */
function useLinksHeld(isOn: boolean): boolean {
  const [hasTried, setTried] = useState(false);
  useEffect(() => {
    if (!isOn) return;
    setTried(false);
    const hold = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      // Within the page, and into a file, there is a way without a network.
      if (link === null || /^(#|blob:|data:)/.test(link.getAttribute('href') ?? '')) return;
      event.preventDefault();
      setTried(true);
    };
    document.addEventListener('click', hold, { capture: true });
    return () => document.removeEventListener('click', hold, { capture: true });
  }, [isOn]);
  return hasTried;
}
