'use client';

import type { OperatorRow, OwnSession } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Fetched } from '../../ui/fetched';
import { Skeleton } from '../../ui/skeleton';
import { useSessionsOf } from './use-team';
import classes from './team.module.css';

const EndSessionsDialog = lazy(() => import('./end-sessions-dialog'));

/** The browsers in which someone is signed in. */
export function SessionsCard({ member }: { member: OperatorRow }) {
  const t = useTranslations('team');
  const query = useSessionsOf(member.id);
  const [asked, setAsked] = useState<OwnSession | 'all' | null>(null);
  const count = query.data?.data.length ?? 0;
  return (
    <Card
      title={t('sessions')}
      aside={
        count > 1 ? (
          <Button size="xs" onClick={() => setAsked('all')}>
            {t('endAll')}
          </Button>
        ) : null
      }
    >
      <Fetched query={query} skeleton={<Skeleton label={t('loadingSessions')}>{null}</Skeleton>}>
        {({ data }) => <Sessions sessions={data} onEnd={setAsked} />}
      </Fetched>
      <Suspense fallback={null}>
        {asked ? (
          <EndSessionsDialog
            member={member}
            session={asked === 'all' ? undefined : asked}
            count={count}
            onClose={() => setAsked(null)}
          />
        ) : null}
      </Suspense>
    </Card>
  );
}

interface SessionsProps {
  readonly sessions: readonly OwnSession[];
  readonly onEnd: (session: OwnSession) => void;
}

function Sessions({ sessions, onEnd }: SessionsProps) {
  const t = useTranslations('team');
  if (sessions.length === 0) return <p className={classes.none}>{t('noSessions')}</p>;
  return (
    <ul className={classes.ways}>
      {sessions.map((session) => (
        <li key={session.id} data-session={session.id}>
          <div>
            <h3>
              <bdi>{session.device}</bdi>
            </h3>
            <p>
              {t(`signedInBy.${session.method}`)} <Ago at={session.created_at} /> ·{' '}
              {t.rich('seen', { time: () => <Ago at={session.last_seen_at} /> })} ·{' '}
              <bdi dir="ltr">{session.address}</bdi>
            </p>
          </div>
          <Button size="xs" aria-label={t('endOf', { device: session.device })} onClick={() => onEnd(session)}>
            {t('end')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
