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
}

/**
 * The address is the state: a reload, a link and the back button all show the same rows, and every change is an entry of
 * the browser's history.
 */
export function useUrlFilters<Filters extends { readonly cursor: string }>({
  readFilters,
  writeFilters,
}: FilterForm<Filters>): FilterState<Filters> {
  const pathname = usePathname();
  const params = useSearchParams();
  const filters = useMemo(() => readFilters((name) => params.get(name)), [params, readFilters]);
  return {
    filters,
    change: (part) => {
      // Of two quick changes the second may come before the first is drawn; the address knows it already.
      const now = new URLSearchParams(window.location.search);
      const next = { ...readFilters((name) => now.get(name)), cursor: '', ...part };
      window.history.pushState(null, '', `${pathname}${writeFilters(next)}`);
    },
  };
}
