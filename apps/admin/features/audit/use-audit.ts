'use client';

import type { AuditEntry, AuditPage, AuditVerification } from '@codewire/contracts';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useTimeZone } from 'next-intl';
import { auditCalls } from '../../lib/api/audit-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { apiQuery, writeFilters, type AuditFilters } from './audit-filters';

/** Every entry is looked at each time, so it is not asked again with every page that is turned. */
const VERIFIED_FOR_MILLISECONDS = 60_000;

export interface FirstPage {
  /** What it was an answer to: the filters, and the zone that their days were meant in. */
  readonly address: string;
  readonly timeZone: string;
  readonly data: AuditPage;
  readonly at: number;
}

/** The page that the filters ask for. While it is on its way the one before stays. */
export function useAuditPage(filters: AuditFilters, first: FirstPage | undefined): UseQueryResult<AuditPage> {
  const timeZone = useTimeZone() ?? 'UTC';
  const address = writeFilters(filters);
  const isFirst = first !== undefined && first.address === address && first.timeZone === timeZone;
  return useQuery({
    queryKey: ['audit', address, timeZone],
    queryFn: ({ signal }) => callFromBrowser(auditCalls.entries(apiQuery(filters, timeZone)), signal),
    placeholderData: keepPreviousData,
    ...(isFirst ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export interface FirstEntry {
  readonly data: AuditEntry;
  readonly at: number;
}

/** An entry never changes. */
export function useAuditEntry(seq: string, first: FirstEntry | undefined): UseQueryResult<AuditEntry> {
  return useQuery({
    queryKey: ['audit', 'entry', seq],
    queryFn: ({ signal }) => callFromBrowser(auditCalls.entry(seq), signal),
    staleTime: Infinity,
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export function useVerification(): UseQueryResult<AuditVerification> {
  return useQuery({
    queryKey: ['audit', 'verification'],
    queryFn: ({ signal }) => callFromBrowser(auditCalls.verification(), signal),
    staleTime: VERIFIED_FOR_MILLISECONDS,
  });
}
