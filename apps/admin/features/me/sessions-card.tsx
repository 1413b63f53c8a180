'use client';

import type { OwnSession } from '@codewire/contracts';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Moment } from '../../ui/moment';
import { useChange } from '../../ui/use-change';
import { Refusal } from '../factors/refusal';
import { useProfileRefresh } from './use-profile';
import classes from './me.module.css';

/** Every browser in which one is signed in; one that is not recognised is ended here. */
export function SessionsCard({ sessions }: { sessions: readonly OwnSession[] }) {
  const t = useTranslations('me');
  const onDone = useProfileRefresh();
  const end = useChange({
    work: (id: string) => callFromBrowser(meCalls.endSession(id)),
    onDone,
    said: t('ended'),
  });
  const endOthers = useChange({
    work: () => callFromBrowser(meCalls.endOtherSessions()),
    onDone,
    said: t('othersEnded'),
  });
  return (
    <Card
      title={t('sessions')}
      aside={
        sessions.length > 1 ? (
          <Button size="xs" loading={endOthers.isBusy} onClick={() => void endOthers.run(undefined)}>
            {t('endOthers')}
          </Button>
        ) : null
      }
    >
      <p className={classes.hint}>{t('sessionsHint')}</p>
      <Refusal failure={end.failure ?? endOthers.failure} />
      <ul className={classes.list}>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isBusy={end.isBusy} onEnd={() => void end.run(session.id)} />
        ))}
      </ul>
    </Card>
  );
}

interface SessionRowProps {
  readonly session: OwnSession;
  readonly isBusy: boolean;
  readonly onEnd: () => void;
}

function SessionRow({ session, isBusy, onEnd }: SessionRowProps) {
  const t = useTranslations('me');
  const device = session.device === '' ? t('unknownDevice') : session.device;
  return (
    <li className={classes.row}>
      <div>
        <p className={classes.rowTitle}>
          <bdi>{device}</bdi>
          {session.is_current ? (
            <Badge tone="ok" icon={<IconCircleCheck size={14} aria-hidden />}>
              {t('thisSession')}
            </Badge>
          ) : null}
        </p>
        <p className={classes.rowDetail}>
          <bdi>{session.address}</bdi>
          <span>{t(`method.${session.method}`)}</span>
          <span>{t.rich('since', { time: () => <Moment at={session.created_at} show="short" /> })}</span>
          <span>{t.rich('seen', { time: () => <Moment at={session.last_seen_at} show="short" /> })}</span>
        </p>
      </div>
      {session.is_current ? null : (
        <Button size="xs" aria-label={t('endNamed', { device })} disabled={isBusy} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}
