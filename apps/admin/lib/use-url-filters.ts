'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';

/** How a room's filters stand in the address. */
export interface FilterForm<Filters> {
  readonly readFilters: (get: (name: string) => string | null) => Filters;
  readonly writeFilters: (filters: Filters) => string;
}

export interface FilterState<Filters> {
  readonly filters: Filters;
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

  function addressWith(part: Partial<Filters>): string {
    // Of two quick changes the second may come before the first is drawn; the address knows it already.
    const search = new URLSearchParams(window.location.search);
    const now = readFilters((name) => search.get(name));
    return `${pathname}${writeFilters({ ...now, ...('cursor' in now && { cursor: '' }), ...part })}`;
  }

  return {
    filters,
    change: (part) => window.history.pushState(null, '', addressWith(part)),
    amend: (part) => window.history.replaceState(null, '', addressWith(part)),
  };
}
