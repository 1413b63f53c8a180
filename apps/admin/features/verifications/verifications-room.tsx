'use client';

import { VERIFICATION_STATUSES, type VerificationRow, type VerificationStatus } from '@codewire/contracts';
import { useTranslations } from 'next-intl';
import { useCallback, useMemo } from 'react';
import { verificationCalls } from '../../lib/api/verification-calls';
import { ButtonLink } from '../../ui/button-link';
import type { BarLook } from '../../ui/chart/stacked-bars';
import { DataTable } from '../../ui/data-table';
import { Day } from '../log/day';
import type { Facet } from '../log/facets';
import { LogRoom, type LogWords } from '../log/log-room';
import type { FirstPage, LogPage, LogSource } from '../log/use-log';
import { useSharedFacets } from '../log/use-shared-facets';
import { useTableLook } from '../log/use-table-look';
import { useMay } from '../session/session-provider';
import { useColumnTitles, useVerificationColumns, VERIFICATION_COLUMNS } from './use-verification-columns';
import { verificationForm, type VerificationFacet } from './verification-filters';

const SOURCE: LogSource<VerificationRow, VerificationStatus> = { room: 'verifications', ...verificationCalls };

const LOOKS: Record<VerificationStatus, BarLook> = {
  approved: 'ok',
  pending: 'busy',
  superseded: 'calm',
  cancelled: 'waiting',
  expired: 'warn',
  exhausted: 'bad',
};
/** From the ground up: what went well, what is under way, what came to nothing. */
const STACKED = ['approved', 'pending', 'superseded', 'cancelled', 'expired', 'exhausted'] as const;

/** Who was asked for a code, and how that ended. */
export function VerificationsRoom({ first }: { first: FirstPage<VerificationRow> | undefined }) {
  const t = useTranslations('verifications');
  const status = useTranslations('verificationStatus');
  const words = useVerificationWords();
  const look = useTableLook('verifications', VERIFICATION_COLUMNS);
  const columns = useVerificationColumns(look.columns);
  const titles = useColumnTitles();
  const facets = useVerificationFacets();
  const statuses = useMemo(
    () => STACKED.map((one) => ({ status: one, label: status(one), look: LOOKS[one] })),
    [status],
  );
  return (
    <LogRoom
      form={verificationForm}
      source={SOURCE}
      facets={facets}
      statuses={statuses}
      words={words}
      first={first}
      look={look}
      columns={VERIFICATION_COLUMNS.all.map((key) => ({ key, title: titles[key] }))}
      table={(rows, isOld) => (
        <DataTable
          caption={t('caption')}
          columns={columns}
          rows={rows}
          keyOf={keyOf}
          hrefOf={hrefOf}
          detail={dayOf}
          isOld={isOld}
          isDense={look.isDense}
        />
      )}
    />
  );
}

const dayOf = ({ created_at: at }: VerificationRow) => <Day at={at} />;
const keyOf = ({ id }: VerificationRow) => id;
const hrefOf = ({ id }: VerificationRow) => `/verifications/${id}`;

function useVerificationFacets(): (page: LogPage<VerificationRow> | undefined) => readonly Facet<VerificationFacet>[] {
  const t = useTranslations('log.filter');
  const statusWord = useTranslations('verificationStatus');
  const shared = useSharedFacets();
  return (page) => {
    const { country, application, purpose, number } = shared(page?.data ?? []);
    const status: Facet<'status'> = {
      name: 'status',
      label: t('status'),
      kind: 'choices',
      choices: VERIFICATION_STATUSES.map((value) => ({ value, label: statusWord(value) })),
      inWords: (value) => statusWord(value as 'pending'),
    };
    return [status, country, application, purpose, number];
  };
}

function useVerificationWords(): LogWords {
  const t = useTranslations('verifications');
  const mayTry = useMay()('try.use');
  const inCount = useCallback((count: number) => t('found', { count }), [t]);
  return {
    title: t('title'),
    loading: t('loading'),
    emptyTitle: t('emptyTitle'),
    emptyDetail: t('emptyDetail'),
    emptyAction: mayTry ? (
      <ButtonLink href="/try" emphasis="main">
        {t('emptyAction')}
      </ButtonLink>
    ) : null,
    noMatchTitle: t('noMatchTitle'),
    endTitle: t('endTitle'),
    endDetail: t('endDetail'),
    inCount,
    moreThan: (count) => t('foundMore', { count }),
  };
}
