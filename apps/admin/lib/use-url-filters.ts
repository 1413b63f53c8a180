'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { startTransition, useCallback, useMemo, useOptimistic } from 'react';

/** How a room's filters stand in the address. */
export interface FilterForm<Filters> {
  readonly readFilters: (get: (name: string) => string | null) => Filters;
  readonly writeFilters: (filters: Filters) => string;
}

export interface FilterState<Filters> {
  readonly filters: Filters;
  /**
   * As they were changed to last, while what they ask for is still being drawn: for what was pressed, so that it shows
   * at once. The same as `filters` otherwise.
   */
  readonly wanted: Filters;
  /** Without a cursor the page starts at the newest again: a filter changes which rows there are. */
  readonly change: (part: Partial<Filters>) => void;
  /** The same in place of the present entry of the history: for what is typed letter by letter. */
  readonly amend: (part: Partial<Filters>) => void;
}

/**
 * The address is the state: a reload, a link and the back button all show the same rows, and every change is an entry of
 * the browser's history.
 */
export function useUrlFilters<Filters extends object>({
  readFilters,
  writeFilters,
}: FilterForm<Filters>): FilterState<Filters> {
  const pathname = usePathname();
  const params = useSearchParams();
  const filters = useMemo(() => readFilters((name) => params.get(name)), [params, readFilters]);

  const [wanted, want] = useOptimistic(filters);

  const go = useCallback(
    (part: Partial<Filters>, how: 'pushState' | 'replaceState') => {
      // Of two quick changes the second may come before the first is drawn; the address knows it already.
      const search = new URLSearchParams(window.location.search);
      const now = readFilters((name) => search.get(name));
      const next = { ...now, ...('cursor' in now && { cursor: '' }), ...part };
      // The router draws the new address in a transition of its own, which what is wanted ends with.
      startTransition(() => {
        want(next);
        window.history[how](null, '', `${pathname}${writeFilters(next)}`);
      });
    },
    [pathname, readFilters, writeFilters, want],
  );
  const change = useCallback((part: Partial<Filters>) => go(part, 'pushState'), [go]);
  const amend = useCallback((part: Partial<Filters>) => go(part, 'replaceState'), [go]);
  return { filters, wanted, change, amend };
}
