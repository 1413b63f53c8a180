'use client';

import type { ApplicationDetail } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { draftOf, type PolicyDraft, type WindowDraft } from './policy-draft';
import classes from './apps.module.css';

export interface PolicyConflictProps {
  readonly mine: PolicyDraft;
  readonly theirs: Pick<ApplicationDetail, 'policy' | 'policy_version'>;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

const FIELDS = [
  'codeLength',
  'lifeSeconds',
  'maxChecks',
  'maxSends',
  'resend',
  'cooldowns',
  'sendWindows',
  'wrongCheckWindows',
] as const satisfies (keyof PolicyDraft)[];

/** Somebody else has saved meanwhile: what is different, and whose it shall be. What was typed is kept either way. */
export function PolicyConflict({ mine, theirs, onKeep, onTake }: PolicyConflictProps) {
  const t = useTranslations('apps.policy');
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), [theirs.policy_version]);
  const other = draftOf(theirs.policy);
  const valueOf = useFieldValue();
  const different = FIELDS.filter((field) => JSON.stringify(mine[field]) !== JSON.stringify(other[field]));
  return (
    <Notice
      ref={place}
      tone="warn"
      title={t('conflictTitle', { version: theirs.policy_version })}
      role="alert"
      tabIndex={-1}
    >
      <p>{t('conflictDetail')}</p>
      <table className={classes.conflict}>
        <thead>
          <tr>
            <td />
            <th scope="col">{t('theirs')}</th>
            <th scope="col">{t('mine')}</th>
          </tr>
        </thead>
        <tbody>
          {different.map((field) => (
            <tr key={field}>
              <th scope="row">{t(field)}</th>
              <td>{valueOf(field, other)}</td>
              <td>{valueOf(field, mine)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={classes.ways}>
        <Button size="xs" onClick={onTake}>
          {t('takeTheirs')}
        </Button>
        <Button size="xs" onClick={onKeep}>
          {t('keepMine')}
        </Button>
      </div>
    </Notice>
  );
}

function useFieldValue(): (field: (typeof FIELDS)[number], draft: PolicyDraft) => string {
  const t = useTranslations('apps.policy');
  return (field, draft) => {
    if (field === 'resend') return t(`resends.${draft.resend}`);
    const value: string | readonly WindowDraft[] = draft[field];
    if (typeof value === 'string') return value;
    return value
      .map(({ limit, amount, unit }) => `${limit} / ${amount} ${t(`units.${unit}`, { count: Number(amount) || 0 })}`)
      .join(', ');
  };
}
