'use client';

import type { MessageSearchRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCauses } from '../../lib/i18n/use-causes';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { useDuration } from '../../ui/use-duration';
import { StatusBadge } from './status-badge';
import classes from './message.module.css';

export interface RowsOfMessagesProps {
  readonly caption: string;
  readonly rows: readonly MessageSearchRow[];
  /** Said when there are none. */
  readonly none: string;
}

/** A few messages within another page, the newest first. */
export function RowsOfMessages({ caption, rows, none }: RowsOfMessagesProps) {
  const t = useTranslations('messages');
  const detail = useTranslations('detail');
  if (rows.length === 0) return <p className={classes.none}>{none}</p>;
  const columns: readonly Column<MessageSearchRow>[] = [
    { key: 'when', title: t('when'), cell: ({ created_at: at }) => <Moment at={at} show="day" /> },
    { key: 'status', title: t('status'), cell: (row) => <Status row={row} /> },
    { key: 'carrier', title: t('carrier'), from: 'medium', cell: ({ carrier }) => carrier ?? '–' },
    { key: 'application', title: detail('application'), from: 'medium', cell: ({ application }) => application },
    { key: 'took', title: t('took'), isNumber: true, from: 'medium', cell: (row) => <Took row={row} /> },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/messages/${id}`}
    />
  );
}

function Status({ row: { status, error } }: { row: MessageSearchRow }) {
  const causes = useCauses();
  return (
    <>
      <StatusBadge status={status} />
      {error ? (
        <Sub>
          <bdi>{causes.inWords(error)}</bdi>
        </Sub>
      ) : null}
    </>
  );
}

function Took({ row: { created_at: begun, ended_at: ended } }: { row: MessageSearchRow }) {
  const duration = useDuration();
  if (ended === null) return '–';
  return <span suppressHydrationWarning>{duration(Date.parse(ended) - Date.parse(begun))}</span>;
}
