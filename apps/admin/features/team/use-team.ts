'use client';

import type { SessionList, Team } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { teamCalls } from '../../lib/api/team-calls';

const KEY = ['team'];

export interface FirstTeam {
  readonly data: Team;
  readonly at: number;
}

export function useTeam(first: FirstTeam | undefined): UseQueryResult<Team> {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => callFromBrowser(teamCalls.team(), signal),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
}

export function useSessionsOf(id: string): UseQueryResult<SessionList> {
  return useQuery({
    queryKey: [...KEY, id, 'sessions'],
    queryFn: ({ signal }) => callFromBrowser(teamCalls.sessionsOf(id), signal),
  });
}

/** Asks anew for all that is known of the team: a change of one thing shows in others. */
export function useTeamAnew(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: KEY }), [queries]);
}
