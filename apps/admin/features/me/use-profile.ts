'use client';

import type { Profile } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { meCalls } from '../../lib/api/me-calls';

const KEY = ['me'];

export interface FirstProfile {
  readonly data: Profile;
  readonly at: number;
}

export function useProfile(first: FirstProfile | undefined): UseQueryResult<Profile> {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callFromBrowser(meCalls.profile(), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

/** Asks anew for what a change of one's account has changed: the profile, and the name in the frame around it. */
export function useProfileRefresh(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: KEY }),
      queries.invalidateQueries({ queryKey: ['session'] }),
    ]);
  };
}
