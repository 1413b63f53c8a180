'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { readFilters, writeFilters, type AuditFilters } from './audit-filters';

export interface FilterState {
  readonly filters: AuditFilters;
  /** Every step is an entry of the browser's history. */
  readonly go: (filters: AuditFilters) => void;
}

/** The address is the state: a reload, a link and the back button all show the same entries. */
export function useAuditFilters(): FilterState {
  const pathname = usePathname();
  const params = useSearchParams();
  const filters = useMemo(() => readFilters((name) => params.get(name)), [params]);
  return {
    filters,
    go: (next) => window.history.pushState(null, '', `${pathname}${writeFilters(next)}`),
  };
}
