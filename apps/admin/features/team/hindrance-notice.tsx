'use client';

import type { OperatorRow } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import Link from 'next/link';
import { Notice } from '../../ui/notice';
import { useSession } from '../session/session-provider';
import { hindranceOf, isLastOwner, type Hindrance } from './member-limits';

export function useHindrance(member: OperatorRow): Hindrance | undefined {
  const own = useSession()?.operator;
  return own && hindranceOf(own, member);
}

export interface HindranceNoticeProps {
  readonly hindrance: Hindrance;
  readonly member: OperatorRow;
  readonly team: readonly OperatorRow[];
}

/** In place of controls: why they are not there, and who has them. */
export function HindranceNotice({ hindrance, member, team }: HindranceNoticeProps) {
  const t = useTranslations('team.hindrance');
  return (
    <Notice tone="calm" title={t(hindrance)}>
      {hindrance === 'oneself' ? (
        <>
          <p>{t('oneselfDetail')}</p>
          {isLastOwner(member, team) ? <p>{t('lastOwner')}</p> : null}
          <p>{t.rich('oneselfElsewhere', { link: (words) => <Link href="/me">{words}</Link> })}</p>
        </>
      ) : (
        <p>{t('roleTooHighDetail')}</p>
      )}
    </Notice>
  );
}
