'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { lazy, Suspense, useState } from 'react';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import classes from './team.module.css';

const ResetDialog = lazy(() => import('./reset-dialog'));

const KINDS = ['password', 'access'] as const;

/** For someone who has forgotten his password, or lost what he proves himself by. */
export function WayBackCard({ member }: { member: OperatorRow }) {
  const t = useTranslations('team');
  const [asked, setAsked] = useState<(typeof KINDS)[number] | null>(null);
  return (
    <Card title={t('wayBack')}>
      <ul className={classes.ways}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <div>
              <h3>{t(`reset.${kind}`)}</h3>
              <p>{t(`reset.${kind}Hint`)}</p>
            </div>
            <Button onClick={() => setAsked(kind)}>{t(`reset.${kind}`)}</Button>
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        {asked ? <ResetDialog member={member} kind={asked} onClose={() => setAsked(null)} /> : null}
      </Suspense>
    </Card>
  );
}
