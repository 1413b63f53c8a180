'use client';

import type { ApplicationDetail, ApplicationList } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { applicationCalls } from '../../lib/api/application-calls';
import { callFromBrowser } from '../../lib/api/browser';

const KEY = ['applications'];

export interface FirstAnswer<Data> {
  readonly data: Data;
  readonly at: number;
}

export function useApplications(first: FirstAnswer<ApplicationList> | undefined): UseQueryResult<ApplicationList> {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callFromBrowser(applicationCalls.applications(), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export function useApplication(
  id: string,
  first: FirstAnswer<ApplicationDetail> | undefined,
): UseQueryResult<ApplicationDetail> {
  return useQuery({
    queryKey: [...KEY, id],
    queryFn: ({ signal }) => callFromBrowser(applicationCalls.application(id), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/**
 * Asks anew for applications and for what the frame knows of them. What a change answered stands at once: asking again
 * may fail, and what was saved would look as if it were not.
 */
export function useApplicationsAnew(): (changed?: ApplicationDetail) => Promise<void> {
  const queries = useQueryClient();
  return useCallback(
    async (changed) => {
      if (changed !== undefined) queries.setQueryData([...KEY, changed.id], changed);
      void queries.invalidateQueries({ queryKey: ['context'] });
      await queries.invalidateQueries({ queryKey: KEY });
    },
    [queries],
  );
}
