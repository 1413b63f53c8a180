'use client';

import type { SavedView, SavedViewList, ViewRoom } from '@codewire/contracts';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { viewCalls } from '../../lib/api/view-calls';

const keyOf = (room: ViewRoom) => ['views', room];

/** Own ones first, then those that others share. */
export function useViews(room: ViewRoom): UseQueryResult<SavedViewList> {
  return useQuery({ queryKey: keyOf(room), queryFn: ({ signal }) => callFromBrowser(viewCalls.views(room), signal) });
}

export function useViewsAnew(room: ViewRoom): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: keyOf(room) });
}

/** Two queries are the same view, in whatever order their filters stand. */
export function isSameQuery(one: SavedView['query'], other: SavedView['query']): boolean {
  const text = (query: SavedView['query']) =>
    JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(one) === text(other);
}
