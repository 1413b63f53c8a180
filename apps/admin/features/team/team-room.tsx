'use client';

import { IconUserPlus } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { Fetched } from '../../ui/fetched';
import { Page, PageHeader } from '../../ui/page';
import { GhostTable, Skeleton } from '../../ui/skeleton';
import { Invitations } from './invitations';
import { MembersTable } from './members-table';
import { RolesTable } from './roles-table';
import { useTeam, type FirstTeam } from './use-team';

const InviteDialog = lazy(() => import('./invite-dialog'));

/** Who may come into the console, and what each of them may do there. */
export function TeamRoom({ first }: { first: FirstTeam | undefined }) {
  const t = useTranslations('team');
  const query = useTeam(first);
  const [isInviting, setInviting] = useState(false);
  return (
    <Page>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        actions={
          <Button emphasis="main" icon={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
            {t('invite')}
          </Button>
        }
      />
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostTable rows={6} />
          </Skeleton>
        }
      >
        {({ operators, invitations }) => (
          <>
            <MembersTable members={operators} />
            <Invitations invitations={invitations} members={operators} />
          </>
        )}
      </Fetched>
      <RolesTable />
      <Suspense fallback={null}>{isInviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}</Suspense>
    </Page>
  );
}
