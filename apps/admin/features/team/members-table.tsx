'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Ago } from '../../ui/ago';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { useSession } from '../session/session-provider';
import { FactorWords } from './factor-words';
import { MemberState } from './member-state';
import { RoleWords } from './role-words';

export function MembersTable({ members }: { members: readonly OperatorRow[] }) {
  const t = useTranslations('team');
  const ownId = useSession()?.operator.id;
  const columns: Column<OperatorRow>[] = [
    { key: 'name', title: t('person'), cell: ({ name }) => <bdi>{name}</bdi> },
    { key: 'role', title: t('role'), cell: (member) => <RoleWords of={member} /> },
    { key: 'state', title: t('state'), cell: ({ state }) => <MemberState state={state} /> },
    { key: 'factors', title: t('factors'), cell: (member) => <FactorWords of={member} /> },
    {
      key: 'seen',
      title: t('lastSeen'),

      cell: ({ last_seen_at: at }) => (at ? <Ago at={at} /> : t('never')),
    },
    { key: 'sessions', title: t('sessions'), isNumber: true, cell: ({ sessions }) => sessions },
  ];
  return (
    <DataTable
      caption={t('caption')}
      columns={columns}
      rows={members}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/team/${id}`}
      detail={({ id, email }) => (
        <Sub>
          <bdi>{email}</bdi>
          {id === ownId ? ` · ${t('you')}` : ''}
        </Sub>
      )}
      isStacked
    />
  );
}
