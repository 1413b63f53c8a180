'use client';

import type { ConsoleContext } from '@codewire/contracts';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { createContext, use, type ReactNode } from 'react';
import { callFromBrowser } from '../../lib/api/browser';
import { calls } from '../../lib/api/calls';

const ASK_EVERY_MILLISECONDS = 5_000;

const Context = createContext<UseQueryResult<ConsoleContext> | null>(null);

export interface ContextProviderProps {
  readonly children: ReactNode;
  readonly first: { readonly data: ConsoleContext; readonly at: number } | undefined;
}

/** Asks for the application, locales and bind states for the whole console: one poll, many readers. */
export function ContextProvider({ children, first }: ContextProviderProps) {
  const query = useQuery({
    queryKey: ['context'],
    queryFn: ({ signal }) => callFromBrowser(calls.context(), signal),
    refetchInterval: ASK_EVERY_MILLISECONDS,
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });
  return <Context value={query}>{children}</Context>;
}

export function useConsoleContext(): UseQueryResult<ConsoleContext> {
  const query = use(Context);
  if (!query) throw new Error('useConsoleContext needs ContextProvider above it');
  return query;
}
