import type { ReactNode } from 'react';
import { requireSession } from '../../features/session/gate';
import { ConsoleFrame } from '../../features/shell/console-frame';
import { calls } from '../../lib/api/calls';
import { callFromServer } from '../../lib/api/server';
import { FRAME_WORDS } from '../../features/shell/frame-words';
import { Words } from '../../ui/words';

/** All that is only for those who are signed in. Looks that hide are no lock: the backend decides on each call. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [session, context] = await Promise.all([requireSession(), callFromServer(calls.context())]);
  return (
    <Words of={FRAME_WORDS}>
      <ConsoleFrame
        session={session.kind === 'ready' ? session : undefined}
        context={context.kind === 'ready' ? context : undefined}
      >
        {children}
      </ConsoleFrame>
    </Words>
  );
}
