'use client';

import type { MessageInspection } from '@codewire/contracts';
import { IconFlask } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, type ReactNode } from 'react';
import { useUrlFilters } from '../../lib/use-url-filters';
import { Badge } from '../../ui/badge';
import { CopyButton } from '../../ui/copy-button';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { Tabs } from '../../ui/tabs';
import { Walk } from '../../ui/walk';
import { readFilters, writeFilters, type TabKey } from './detail-tab';
import { Explanation } from './explanation';
import { MessageOverview } from './message-overview';
import { StatusBadge } from './status-badge';
import { useInspection, type FirstInspection } from './use-inspection';
import classes from './message.module.css';

const RelatedTab = lazy(() => import('./related-tab'));
const JsonTab = lazy(() => import('./json-tab'));

const FILTERS = { readFilters, writeFilters };

export interface MessageRoomProps {
  readonly id: string;
  readonly first: FirstInspection | undefined;
}

/** One message: a sentence that explains it, then everything that is known. */
export function MessageRoom({ id, first }: MessageRoomProps) {
  const t = useTranslations('detail');
  const query = useInspection(id, first);
  return (
    <Page width="medium">
      <Walk room="/messages">{t('back')}</Walk>
      <PageHeader
        title={t('title')}
        beside={query.data ? <Standing message={query.data} /> : null}
        actions={
          <>
            <code className={classes.id}>
              <bdi dir="ltr">{id}</bdi>
            </code>
            <CopyButton label={t('copyLink')} text={() => window.location.href} />
          </>
        }
      />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards />
          </Skeleton>
        }
      >
        {(message) => <Known message={message} />}
      </Fetched>
    </Page>
  );
}

function Standing({ message: { status, is_simulated: isSimulated } }: { message: MessageInspection }) {
  const t = useTranslations('detail');
  return (
    <span className={classes.badges}>
      <StatusBadge status={status} />
      {isSimulated ? (
        <Badge tone="calm" icon={<IconFlask size={15} aria-hidden />}>
          {t('simulated')}
        </Badge>
      ) : null}
    </span>
  );
}

function Known({ message }: { message: MessageInspection }) {
  const t = useTranslations('detail');
  const { filters, change } = useUrlFilters(FILTERS);
  const tabs = [
    { key: 'overview', content: <MessageOverview message={message} /> },
    { key: 'related', content: <Later content={<RelatedTab message={message} />} /> },
    { key: 'json', content: <Later content={<JsonTab message={message} />} /> },
  ] as const;
  return (
    <>
      <Explanation message={message} />
      <Tabs
        label={t('tabs')}
        tabs={tabs.map(({ key, content }) => ({ key, title: t(`tab.${key}`), content }))}
        open={filters.tab}
        onOpen={(tab) => change({ tab: tab as TabKey })}
      />
    </>
  );
}

/** Of the parts of the page that come when they are wanted. */
function Later({ content }: { content: ReactNode }) {
  const t = useTranslations('detail');
  return (
    <Suspense
      fallback={
        <Skeleton label={t('loading')}>
          <GhostCards cards={1} />
        </Skeleton>
      }
    >
      {content}
    </Suspense>
  );
}
