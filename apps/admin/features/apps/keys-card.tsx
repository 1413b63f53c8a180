'use client';

import type { ApplicationDetail, KeyView } from '@codewire/contracts';
import { IconKey } from '@tabler/icons-react';
import { useNow, useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Empty } from '../../ui/empty';
import { useMay } from '../session/session-provider';
import { hasEnded, lifeOf } from './key-life';
import { KeysTable } from './keys-table';
import classes from './apps.module.css';

const NewKeyDialog = lazy(() => import('./new-key-dialog'));
const RollDialog = lazy(() => import('./roll-dialog'));
const RevokeDialog = lazy(() => import('./revoke-dialog'));

type Asked = { readonly for: 'new' } | { readonly for: 'roll' | 'revoke'; readonly key: KeyView };

/** What an application calls the API with. Those that have ended are folded away. */
export function KeysCard({ application }: { application: ApplicationDetail }) {
  const t = useTranslations('apps.keys');
  const mayWrite = useMay()('keys.write');
  const now = useNow({ updateInterval: 10_000 }).getTime();
  const [asked, setAsked] = useState<Asked | null>(null);
  const isOver = (key: KeyView) => hasEnded(lifeOf(key, now));
  const [alive, ended] = [application.keys.filter((key) => !isOver(key)), application.keys.filter(isOver)];
  const make = mayWrite ? (
    <Button emphasis="main" size="xs" icon={<IconKey size={16} aria-hidden />} onClick={() => setAsked({ for: 'new' })}>
      {t('make')}
    </Button>
  ) : null;
  const actions = mayWrite
    ? {
        onRoll: (key: KeyView) => setAsked({ for: 'roll', key }),
        onRevoke: (key: KeyView) => setAsked({ for: 'revoke', key }),
      }
    : {};
  const close = () => setAsked(null);

  return (
    <Card title={t('title')} aside={alive.length > 0 ? make : null}>
      {alive.length === 0 ? (
        <Empty title={t('emptyTitle')} detail={t('emptyDetail')} action={make} />
      ) : (
        <KeysTable caption={t('title')} keys={alive} {...actions} />
      )}
      {ended.length > 0 ? (
        <details className={classes.ended}>
          <summary>{t('ended', { count: ended.length })}</summary>
          <KeysTable caption={t('ended', { count: ended.length })} keys={ended} />
        </details>
      ) : null}
      <Suspense fallback={null}>
        {asked?.for === 'new' ? <NewKeyDialog application={application} onClose={close} /> : null}
        {asked?.for === 'roll' ? <RollDialog application={application} old={asked.key} onClose={close} /> : null}
        {asked?.for === 'revoke' ? (
          <RevokeDialog application={application} revoked={asked.key} onClose={close} />
        ) : null}
      </Suspense>
    </Card>
  );
}
