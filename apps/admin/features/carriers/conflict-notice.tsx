'use client';

import type { CarrierView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Ago } from '../../ui/ago';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ChangesTable } from '../audit/changes-table';
import { differences } from './edits';
import type { DraftState } from './use-draft';
import { useHistory } from './use-history';
import classes from './carriers.module.css';

/** Somebody else has saved meanwhile: who, what, and whose it shall be. What was typed is kept until that is said. */
export function ConflictNotice<Draft>({ state }: { state: DraftState<Draft> }) {
  return state.theirs === null ? null : <Known state={state} theirs={state.theirs} />;
}

function Known<Draft>({ state, theirs }: { state: DraftState<Draft>; theirs: CarrierView }) {
  const t = useTranslations('carriers');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [theirs.version]);
  const [last] = useHistory(theirs.id).data?.pages[0]?.data ?? [];
  return (
    <Notice ref={place} tone="warn" title={t('conflictTitle')} role="alert" tabIndex={-1}>
      {last === undefined ? null : (
        <p>
          {t.rich('conflictBy', {
            person: () => <bdi>{last.actor.name}</bdi>,
            time: () => <Ago at={last.at} />,
          })}
        </p>
      )}
      <ChangesTable {...differences(state.base, theirs, {})} />
      <div className={classes.ways}>
        <Button size="xs" onClick={() => state.takeOver(theirs)}>
          {t('conflictTake')}
        </Button>
        <Button size="xs" onClick={state.keepMine}>
          {t('conflictKeep')}
        </Button>
      </div>
    </Notice>
  );
}
