'use client';

import type { MessageSearchRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../ui/data-table';
import { Day } from '../log/day';

export interface MessageTableProps {
  readonly rows: readonly MessageSearchRow[];
  readonly columns: readonly Column<MessageSearchRow>[];
  readonly isOld?: boolean;
  readonly isDense: boolean;
}

/** Newest first; the time leads to the message. */
export function MessageTable({ rows, columns, isOld = false, isDense }: MessageTableProps) {
  const t = useTranslations('messages');
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={rows}
      keyOf={keyOf}
      hrefOf={hrefOf}
      detail={dayOf}
      isOld={isOld}
      isDense={isDense}
    />
  );
}

const dayOf = ({ created_at: at }: MessageSearchRow) => <Day at={at} />;
const keyOf = ({ id }: MessageSearchRow) => id;
const hrefOf = ({ id }: MessageSearchRow) => `/messages/${id}`;
