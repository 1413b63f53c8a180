import type { SessionView } from '@codewire/contracts';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { entryCalls } from '../../lib/api/entry-calls';
import { callFromServer, type FirstPaint } from '../../lib/api/server';
import { sessionCalls } from '../../lib/api/session-calls';
import { signInPath } from '../../lib/next-path';
import { PATH_HEADER } from '../../lib/path-header';

/** For the console's pages: leads whoever is not signed in, or still has to add a factor, to where that is done. */
export async function requireSession(): Promise<FirstPaint<SessionView>> {
  const session = await callFromServer(sessionCalls.session());
  if (session.kind === 'ready' && session.data.must_enrol) redirect('/enrol');
  if (session.kind === 'failed' && session.failure.problem?.status === 401) {
    redirect(signInPath((await headers()).get(PATH_HEADER) ?? '/'));
  }
  return session;
}

/** For the sign-in page: before there is an owner nobody can sign in. */
export async function leadToSetup(): Promise<void> {
  const setup = await callFromServer(entryCalls.setup());
  if (setup.kind === 'ready') redirect('/setup');
}
