'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Toasts } from '../../ui/toasts';
import { SessionProvider, type SessionProviderProps } from '../session/session-provider';
import { createQueryClient } from './console-frame';
import type { ShellProps } from './shell';
import { ContextProvider } from './use-console-context';

/** Data, a session and what the console is about, without a shell around it. */
export function BareFrame({ session, context, children }: ShellProps & { session: SessionProviderProps['first'] }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <SessionProvider first={session}>
        <ContextProvider first={context}>
          {children}
          <Toasts />
        </ContextProvider>
      </SessionProvider>
    </QueryClientProvider>
  );
}
