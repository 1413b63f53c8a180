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
  /** Every step is an entry of the browser's history. */
  readonly go: (filters: Filters) => void;
}

/** The address is the state: a reload, a link and the back button all show the same rows. */
export function useUrlFilters<Filters>({ readFilters, writeFilters }: FilterForm<Filters>): FilterState<Filters> {
  const pathname = usePathname();
  const params = useSearchParams();
  const filters = useMemo(() => readFilters((name) => params.get(name)), [params, readFilters]);
  return {
    filters,
    go: (next) => window.history.pushState(null, '', `${pathname}${writeFilters(next)}`),
  };
}
