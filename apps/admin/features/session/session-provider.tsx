'use client';

import type { Permission, SessionView } from '@codewire/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, lazy, Suspense, use, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { appointDoorkeeper } from '../../lib/api/browser';
import { callApi } from '../../lib/api/client';
import { isRefusal } from '../../lib/api/failure';
import { sessionCalls } from '../../lib/api/session-calls';
import { watchPresence } from '../../lib/presence';

// Seldom needed, so it is not part of what each page loads.
const SignedOutDialog = lazy(() => import('./signed-out-dialog'));
const StepUpDialog = lazy(() => import('./step-up-dialog'));

/** While it is not known who is there, because the backend does not answer. */
const ASK_EVERY_MILLISECONDS = 5_000;
const KEY = ['session'];

const Session = createContext<SessionView | undefined>(undefined);

/** Who is signed in; undefined only while the backend has not answered yet. */
export function useSession(): SessionView | undefined {
  return use(Session);
}

/**
 * Whether something may be shown to whoever is signed in. It hides, nothing more: the backend decides on each call.
 * While it is not known who is there nothing is hidden, so that a page does not fall apart with its backend.
 */
export function useMay(): (permission: Permission) => boolean {
  const session = useSession();
  return (permission) => session === undefined || session.permissions.includes(permission);
}

export interface SessionProviderProps {
  readonly children: ReactNode;
  /** Undefined when the backend did not answer the first paint. */
  readonly first: { readonly data: SessionView; readonly at: number } | undefined;
}

/** Keeps the session for all rooms, and asks the person for what calls turn out to need. */
export function SessionProvider({ children, first }: SessionProviderProps) {
  const queries = useQueryClient();
  const [isSignedOut, setSignedOut] = useState(false);
  const proof = useProof();
  const { data: session } = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask(signal),
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data ? false : ASK_EVERY_MILLISECONDS),
    ...(first ? { initialData: first.data, initialDataUpdatedAt: first.at } : {}),
  });

  useEffect(watchPresence, []);
  useEffect(
    () =>
      appointDoorkeeper({
        isSignedIn: async () => {
          try {
            queries.setQueryData(KEY, await ask());
            setSignedOut(false);
            return true;
          } catch (error) {
            if (isRefusal(error, 'auth.not_signed_in')) setSignedOut(true);
            return false;
          }
        },
        prove: proof.ask,
      }),
    [queries, proof.ask],
  );

  return (
    <Session value={session}>
      {children}
      <Suspense fallback={null}>
        {isSignedOut ? <SignedOutDialog onBack={() => setSignedOut(false)} /> : null}
        {proof.isAsked && !isSignedOut ? (
          <StepUpDialog
            methods={session?.step_up_methods ?? ['totp', 'passkey']}
            onProven={(view) => {
              queries.setQueryData(KEY, view);
              proof.answer(true);
            }}
            onCancel={() => proof.answer(false)}
          />
        ) : null}
      </Suspense>
    </Session>
  );
}

/** Past the doorkeeper, who is the one that asks. */
function ask(signal?: AbortSignal): Promise<SessionView> {
  return callApi(sessionCalls.session(), { origin: '', language: document.documentElement.lang, signal });
}

/** One dialog for all calls that wait for a proof at the same time. */
function useProof() {
  const [isAsked, setAsked] = useState(false);
  const waiting = useRef<((isProven: boolean) => void)[]>([]);
  return {
    isAsked,
    ...useMemo(
      () => ({
        ask: () =>
          new Promise<boolean>((resolve) => {
            waiting.current.push(resolve);
            setAsked(true);
          }),
        answer: (isProven: boolean) => {
          setAsked(false);
          for (const resolve of waiting.current.splice(0)) resolve(isProven);
        },
      }),
      [],
    ),
  };
}
