'use client';

import type { AuditEntry } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Ago } from '../../ui/ago';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { ActionWords } from './action-words';
import { Person } from './person';
import { TargetName } from './target-name';
import classes from './audit.module.css';

export function AuditTable({ entries, isOld }: { entries: readonly AuditEntry[]; isOld: boolean }) {
  const t = useTranslations('audit');
  const targetWord = useTranslations('audit.targetKind');
  const columns: Column<AuditEntry>[] = [
    { key: 'when', title: t('when'), cell: ({ at }) => <Moment at={at} show="day" /> },
    {
      key: 'what',
      title: t('what'),
      cell: ({ action, actor }) => (
        <>
          <ActionWords action={action} />
          <span className={classes.byline}>
            <Person actor={actor} />
          </span>
        </>
      ),
    },
    {
      key: 'who',
      title: t('who'),
      from: 'medium',
      cell: ({ actor }) => (
        <span className={classes.who}>
          <Person actor={actor} />
        </span>
      ),
    },
    {
      key: 'target',
      title: t('onWhat'),
      from: 'medium',
      cell: ({ target }) => (
        <>
          <span className={classes.target}>
            <TargetName target={target} />
          </span>
          <Sub>{targetWord(target.kind)}</Sub>
        </>
      ),
    },
    {
      key: 'from',
      title: t('fromWhere'),
      from: 'wide',
      cell: ({ address }) => (address ? <bdi dir="ltr">{address}</bdi> : '–'),
    },
    { key: 'seq', title: t('number'), from: 'wide', isNumber: true, cell: ({ seq }) => seq },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={entries}
      keyOf={({ seq }) => String(seq)}
      hrefOf={({ seq }) => `/audit/${seq}`}
      detail={({ at }) => (
        <Sub>
          <Ago at={at} />
        </Sub>
      )}
      isOld={isOld}
    />
  );
}
