'use client';

import { useTranslations } from 'next-intl';
import { Moment } from '../../ui/moment';
import { Notice } from '../../ui/notice';
import type { LiveState } from './use-live-binds';

/** Said while nothing is heard of the binds: what the page shows may be wrong by now. */
export function LiveBanner({ isStale, heardAt }: LiveState) {
  const t = useTranslations('carriers');
  return (
    <div role="status">
      {isStale ? (
        <Notice tone="warn" title={t('staleTitle')}>
          <p>
            {heardAt === null
              ? t('staleNever')
              : t.rich('staleSince', { time: () => <Moment at={heardAt} show="full" /> })}
          </p>
        </Notice>
      ) : null}
    </div>
  );
}
