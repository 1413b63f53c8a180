'use client';

import type { AuditEntry, AuditPage } from '@codewire/contracts';
import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { carrierCalls } from '../../lib/api/carrier-calls';
import { KEY } from './use-carriers';

/** What was done with a carrier, newest first, as far as it was asked for. */
export function useHistory(id: string): UseInfiniteQueryResult<InfiniteData<AuditPage>> {
  return useInfiniteQuery({
    queryKey: [...KEY, id, 'history'],
    queryFn: ({ pageParam, signal }) => callFromBrowser(carrierCalls.history(id, pageParam), signal),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
}

/** The entry of the password that is in use now, when it is not too long ago. */
export function passwordEntry(pages: readonly AuditPage[]): AuditEntry | undefined {
  const SET: readonly string[] = ['carrier.password_changed', 'carrier.password_restored', 'carrier.created'];
  return pages.flatMap(({ data }) => data).find(({ action }) => SET.includes(action));
}
