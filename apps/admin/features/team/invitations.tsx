'use client';

import { coversRole, type InvitationRow, type OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { DataTable, Sub, type Column } from '../../ui/data-table';
import { Moment } from '../../ui/moment';
import { useSession } from '../session/session-provider';
import { RoleWords } from './role-words';
import classes from './team.module.css';

const WithdrawDialog = lazy(() => import('./withdraw-dialog'));

interface InvitationsProps {
  readonly invitations: readonly InvitationRow[];
  readonly members: readonly OperatorRow[];
}

/** Links that wait to be opened. */
export function Invitations({ invitations, members }: InvitationsProps) {
  const t = useTranslations('team');
  const [withdrawn, setWithdrawn] = useState<InvitationRow | null>(null);
  const ownRole = useSession()?.operator.role;
  const nameOf = (by: string) => members.find(({ id }) => id === by)?.name ?? by;
  const columns: Column<InvitationRow>[] = [
    { key: 'email', title: t('email'), cell: ({ email }) => <bdi className={classes.strong}>{email}</bdi> },
    { key: 'role', title: t('role'), cell: (invitation) => <RoleWords of={invitation} /> },
    { key: 'by', title: t('invitedBy'), cell: ({ invited_by: by }) => <bdi>{nameOf(by)}</bdi> },
    { key: 'until', title: t('validUntil'), cell: ({ expires_at: at }) => <Moment at={at} show="untilMinute" /> },
    {
      key: 'withdraw',
      title: t('actions'),
      cell: (invitation) =>
        ownRole === undefined || coversRole(ownRole, invitation.role) ? (
          <Button
            size="xs"
            aria-label={t('withdrawOf', { email: invitation.email })}
            onClick={() => setWithdrawn(invitation)}
          >
            {t('withdraw')}
          </Button>
        ) : (
          <Sub>{t('hindrance.role_too_high')}</Sub>
        ),
    },
  ];
  return (
    <section className={classes.section} aria-labelledby="invitations">
      <h2 id="invitations" className={classes.heading}>
        {t('invitations')}
      </h2>
      {invitations.length === 0 ? (
        <p className={classes.none}>{t('noInvitations')}</p>
      ) : (
        <DataTable caption={t('invitations')} columns={columns} rows={invitations} keyOf={({ id }) => id} isStacked />
      )}
      <Suspense fallback={null}>
        {withdrawn ? <WithdrawDialog invitation={withdrawn} onClose={() => setWithdrawn(null)} /> : null}
      </Suspense>
    </section>
  );
}
