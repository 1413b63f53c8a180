'use client';

import type { RouteList, RouteView } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useLastAuthor } from '../audit/use-last-author';
import { useRuleName } from './rule-words';
import type { MissedMove, Order } from './use-order';
import classes from './routing.module.css';

/** Of the change of all rules' order, as the audit calls it. */
const ALL_RULES = 'routes';

export interface MissedMoveNoticeProps {
  readonly missed: MissedMove;
  readonly list: RouteList;
  readonly order: Order;
}

/** The rules were changed meanwhile. They are shown as they are now; the move can be made all the same. */
export function MissedMoveNotice({ missed, list, order }: MissedMoveNoticeProps) {
  const t = useTranslations('routing.missed');
  const nameOf = useRuleName();
  const author = useLastAuthor(ALL_RULES, true);
  const rule = list.data.find(({ id }) => id === missed.id);
  return (
    <Told title={author === undefined ? t('title') : t('titleBy', { name: author })}>
      <p>{rule ? t.rich('detail', { rule: () => <bdi>{nameOf(rule)}</bdi> }) : t('gone')}</p>
      <div className={classes.actions}>
        {rule ? (
          <Button size="xs" onClick={order.repeat}>
            {t('repeat')}
          </Button>
        ) : null}
        <Button size="xs" onClick={order.dismiss}>
          {t('leave')}
        </Button>
      </div>
    </Told>
  );
}

/** It is shown as the other one has left it: whoever still wants to can switch it now. */
export function SwitchConflictNotice({ rule, onClose }: { rule: RouteView; onClose: () => void }) {
  const t = useTranslations('routing.changedMeanwhile');
  const nameOf = useRuleName();
  const author = useLastAuthor(rule.id, true);
  return (
    <Told
      title={
        author === undefined ? t('title', { rule: nameOf(rule) }) : t('titleBy', { rule: nameOf(rule), name: author })
      }
    >
      <p>{t('detail')}</p>
      <div className={classes.actions}>
        <Button size="xs" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </Told>
  );
}

function Told({ title, children }: { title: string; children: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Notice ref={place} tone="warn" title={title} role="alert" tabIndex={-1}>
      {children}
    </Notice>
  );
}
