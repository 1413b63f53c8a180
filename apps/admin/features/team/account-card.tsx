'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import classes from './team.module.css';

const ChangeDialog = lazy(() => import('./change-dialog'));
const RemoveDialog = lazy(() => import('./remove-dialog'));

/** Out of the team: for a while, or for good. */
export function AccountCard({ member }: { member: OperatorRow }) {
  const t = useTranslations('team');
  const [asked, setAsked] = useState<'change' | 'remove' | null>(null);
  const kind = member.state === 'deactivated' ? 'reactivate' : 'deactivate';
  return (
    <Card title={t('account')}>
      <ul className={classes.ways}>
        <li>
          <div>
            <h3>{t(`change.${kind}`)}</h3>
            <p>{t(`change.${kind}Hint`)}</p>
          </div>
          <Button onClick={() => setAsked('change')}>{t(`change.${kind}`)}</Button>
        </li>
        <li>
          <div>
            <h3>{t('remove')}</h3>
            <p>{t('removeHint')}</p>
          </div>
          <Button emphasis="grave" onClick={() => setAsked('remove')}>
            {t('remove')}
          </Button>
        </li>
      </ul>
      <Suspense fallback={null}>
        {asked === 'change' ? (
          <ChangeDialog
            member={member}
            kind={kind}
            change={{ is_active: kind === 'reactivate' }}
            onClose={() => setAsked(null)}
          />
        ) : null}
        {asked === 'remove' ? <RemoveDialog member={member} onClose={() => setAsked(null)} /> : null}
      </Suspense>
    </Card>
  );
}
