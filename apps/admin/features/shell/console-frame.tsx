'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { SessionProvider, type SessionProviderProps } from '../session/session-provider';
import { Shell, type ShellProps } from './shell';

export function createQueryClient(): QueryClient {
  // A failed call is shown with its Retry at once; silent retries only hide for how long something has been down.
  return new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 2_000 } } });
}

/** What every room stands on: data, a session, and the shell around it. */
export function ConsoleFrame({ session, ...shell }: ShellProps & { session: SessionProviderProps['first'] }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <SessionProvider first={session}>
        <Shell {...shell} />
      </SessionProvider>
    </QueryClientProvider>
  );
}
