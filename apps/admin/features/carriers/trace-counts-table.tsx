'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { DataTable, type Column } from '../../ui/data-table';
import type { CommandCount } from './trace-counts';
import classes from './carriers.module.css';

export function TraceCounts({ counts }: { counts: readonly CommandCount[] }) {
  const t = useTranslations('carriers.trace');
  const format = useFormatter();
  const columns: Column<CommandCount>[] = [
    {
      key: 'command',
      title: t('command'),
      cell: ({ command }) => (
        <bdi dir="ltr" className={classes.mono}>
          {command}
        </bdi>
      ),
    },
    { key: 'out', title: t('directions.out'), isNumber: true, cell: ({ out }) => format.number(out) },
    { key: 'in', title: t('directions.in'), isNumber: true, cell: (count) => format.number(count.in) },
    {
      key: 'refusals',
      title: t('refusals'),
      cell: ({ refusals }) =>
        refusals.length === 0 ? (
          '–'
        ) : (
          <bdi dir="ltr" className={classes.refused}>
            {refusals.map(({ status, count }) => `${format.number(count)} × ${status}`).join(', ')}
          </bdi>
        ),
    },
  ];
  return (
    <DataTable caption={t('command')} columns={columns} rows={counts} keyOf={({ command }) => command} isStacked />
  );
}
