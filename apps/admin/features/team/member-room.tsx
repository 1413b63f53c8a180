'use client';

import type { OperatorRow, Team } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { Ago } from '../../ui/ago';
import { Card } from '../../ui/card';
import { Fact, FactList } from '../../ui/fact-list';
import { Fetched } from '../../ui/fetched';
import { AsideLink, BackLink } from '../../ui/links';
import { Moment } from '../../ui/moment';
import { Page, PageHeader } from '../../ui/page';
import { GhostCards, Skeleton } from '../../ui/skeleton';
import { useMay } from '../session/session-provider';
import { AccountCard } from './account-card';
import { Gone } from './gone';
import { FactorWords } from './factor-words';
import { HindranceNotice, useHindrance } from './hindrance-notice';
import { MemberState } from './member-state';
import { RoleCard } from './role-card';
import { RoleWords } from './role-words';
import { SessionsCard } from './sessions-card';
import { useTeam, type FirstTeam } from './use-team';
import { WayBackCard } from './way-back-card';

/** One of the team: what is known of him, and what can be changed about him by whoever looks. */
export function MemberRoom({ id, first }: { id: string; first: FirstTeam | undefined }) {
  const t = useTranslations('team');
  const query = useTeam(first);
  return (
    <Page width="narrow">
      <BackLink href="/team">{t('back')}</BackLink>
      <Fetched
        query={query}
        skeleton={
          <Skeleton label={t('loading')}>
            <GhostCards cards={3} />
          </Skeleton>
        }
      >
        {(team) => <Known team={team} id={id} />}
      </Fetched>
    </Page>
  );
}

function Known({ team, id }: { team: Team; id: string }) {
  const member = team.operators.find((one) => one.id === id);
  return member ? <Member member={member} team={team.operators} /> : <Gone />;
}

interface MemberProps {
  readonly member: OperatorRow;
  readonly team: readonly OperatorRow[];
}

function Member({ member, team }: MemberProps) {
  const hindrance = useHindrance(member);
  return (
    <>
      <PageHeader title={member.name} beside={<MemberState state={member.state} />} lead={<bdi>{member.email}</bdi>} />
      {hindrance ? <HindranceNotice hindrance={hindrance} member={member} team={team} /> : null}
      <Facts member={member} />
      {hindrance ? null : (
        <>
          {/* Begun anew when somebody else has changed it meanwhile. */}
          <RoleCard key={`${member.role} ${member.application_ids.join(' ')}`} member={member} />
          <SessionsCard member={member} />
          {member.state === 'deactivated' ? null : <WayBackCard member={member} />}
          <AccountCard member={member} />
        </>
      )}
    </>
  );
}

function Facts({ member }: { member: OperatorRow }) {
  const t = useTranslations('team');
  const mayReadAudit = useMay()('audit.read');
  return (
    <Card
      title={t('about')}
      aside={
        mayReadAudit ? (
          <AsideLink href={`/audit?target=${encodeURIComponent(member.id)}`}>{t('inAudit')}</AsideLink>
        ) : null
      }
    >
      <FactList>
        <Fact name={t('role')}>
          <RoleWords of={member} />
        </Fact>
        <Fact name={t('factors')}>
          <FactorWords of={member} />
        </Fact>
        <Fact name={t('lastSeen')}>{member.last_seen_at ? <Ago at={member.last_seen_at} /> : t('never')}</Fact>
        <Fact name={t('since')}>
          <Moment at={member.created_at} show="full" />
        </Fact>
      </FactList>
    </Card>
  );
}
