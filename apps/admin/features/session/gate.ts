import type { Permission, SessionView } from '@codewire/contracts';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { entryCalls } from '../../lib/api/entry-calls';
import { callFromServer, type FirstPaint } from '../../lib/api/server';
import { sessionCalls } from '../../lib/api/session-calls';
import { signInPath } from '../../lib/next-path';
import { PATH_HEADER } from '../../lib/path-header';

/** Asked once a request, however many parts of the page want to know. */
const currentSession = cache(() => callFromServer(sessionCalls.session()));

/** For the console's pages: leads whoever is not signed in, or still has to add a factor, to where that is done. */
export async function requireSession(): Promise<FirstPaint<SessionView>> {
  const session = await currentSession();
  if (session.kind === 'ready' && session.data.must_enrol) redirect('/enrol');
  if (session.kind === 'failed' && session.failure.problem?.status === 401) {
    redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'));
  }
  return session;
}

/** Whether a room is open to whoever asks for it; while nobody can tell, it is, and the backend decides on its calls. */
export async function isOpenTo(permission: Permission): Promise<boolean> {
  const session = await currentSession();
  return session.kind === 'failed' || session.data.permissions.includes(permission);
}

/** For the page that tells that one is signed out: whoever is not goes on to where he was. */
export async function leadOn(next: string): Promise<void> {
  const session = await currentSession();
  if (session.kind === 'ready') redirect(next);
}

/** For the sign-in page: before there is an owner nobody can sign in. */
export async function leadToSetup(): Promise<void> {
  const setup = await callFromServer(entryCalls.setup());
  if (setup.kind === 'ready') redirect('/setup');
}
