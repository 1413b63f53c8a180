'use client';

import { MESSAGE_STATUSES, type MessageSearchRow, type MessageStatus } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { messageCalls } from '../../lib/api/message-calls';
import { ButtonLink } from '../../ui/button-link';
import type { BarLook } from '../../ui/chart/stacked-bars';
import { LogRoom, type LogWords } from '../log/log-room';
import type { FirstPage, LogSource } from '../log/use-log';
import { useTableLook } from '../log/use-table-look';
import { useMay } from '../session/session-provider';
import { LiveButton } from './live-button';
import { messageForm } from './message-filters';
import { MessageTable } from './message-table';
import { MESSAGE_COLUMNS, useColumnTitles, useMessageColumns } from './use-message-columns';
import { useMessageFacets } from './use-message-facets';

const LiveTable = lazy(() => import('./live-table'));

const SOURCE: LogSource<MessageSearchRow, MessageStatus> = { room: 'messages', ...messageCalls };

const LOOKS: Record<MessageStatus, BarLook> = {
  delivered: 'ok',
  submitted: 'busy',
  submitting: 'waiting',
  queued: 'calm',
  expired: 'warn',
  undelivered: 'lost',
  failed: 'bad',
};
/** From the ground up: what went well, what is under way, what went wrong. */
const STACKED = ['delivered', 'submitted', 'submitting', 'queued', 'expired', 'undelivered', 'failed'] as const;

/** The log: what was sent, to whom, and what became of it. */
export function MessagesRoom({ first }: { first: FirstPage<MessageSearchRow> | undefined }) {
  const status = useTranslations('status');
  const words = useMessageWords();
  const look = useTableLook('messages', MESSAGE_COLUMNS);
  const columns = useMessageColumns(look.columns);
  const titles = useColumnTitles();
  const facets = useMessageFacets();
  const statuses = useMemo(
    () => STACKED.map((one) => ({ status: one, label: status(one), look: LOOKS[one] })),
    [status],
  );
  return (
    <LogRoom
      form={messageForm}
      source={SOURCE}
      facets={facets}
      statuses={statuses}
      words={words}
      first={first}
      look={look}
      columns={MESSAGE_COLUMNS.all.map((key) => ({ key, title: titles[key] }))}
      table={(rows, isOld) => <MessageTable rows={rows} columns={columns} isOld={isOld} isDense={look.isDense} />}
      live={{
        button: (isOn, set) => <LiveButton isOn={isOn} onSet={set} />,
        rows: (filters, known) => {
          // What is shown live is newer than any stretch of time.
          const query = messageForm.apiFilters({ ...filters, from: '', to: '' }, 0).toString();
          return (
            // While its code is on its way the rows of the page stay: nothing jumps.
            <Suspense fallback={<MessageTable rows={known} columns={columns} isDense={look.isDense} />}>
              <LiveTable key={query} query={query} known={known} columns={columns} isDense={look.isDense} />
            </Suspense>
          );
        },
      }}
    />
  );
}

function useMessageWords(): LogWords {
  const t = useTranslations('messages');
  const mayTry = useMay()('try.use');
  const inCount = useCallback((count: number) => t('found', { count }), [t]);
  return {
    title: t('title'),
    loading: t('loading'),
    emptyTitle: t('emptyTitle'),
    emptyDetail: t('emptyDetail'),
    emptyAction: mayTry ? (
      <ButtonLink href="/try" emphasis="main">
        {t('emptyAction')}
      </ButtonLink>
    ) : null,
    noMatchTitle: t('noMatchTitle'),
    endTitle: t('endTitle'),
    endDetail: t('endDetail'),
    inCount,
    moreThan: (count) => t('foundMore', { count }),
  };
}

/** Every state has its place in the bars. */
MESSAGE_STATUSES satisfies readonly (typeof STACKED)[number][];
