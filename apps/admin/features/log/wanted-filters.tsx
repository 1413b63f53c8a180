'use client';

import { createContext, useContext, type ReactNode } from 'react';
import type { LogFilters } from './filter-form';

const Wanted = createContext<LogFilters<string> | undefined>(undefined);

export interface WantedFiltersProps {
  readonly filters: LogFilters<string>;
  readonly children: ReactNode;
}

/** What was asked for last. Whoever shows what was pressed reads it, so that the press shows before the rows are drawn. */
export function WantedFilters({ filters, children }: WantedFiltersProps) {
  return <Wanted value={filters}>{children}</Wanted>;
}

export function useWanted<Name extends string>(): LogFilters<Name> {
  const wanted = useContext(Wanted);
  if (wanted === undefined) throw new Error('a log keeps its filters around all that shows them');
  return wanted as LogFilters<Name>;
}
