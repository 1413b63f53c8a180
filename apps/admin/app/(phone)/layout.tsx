import type { ReactNode } from 'react';
import { requireSession } from '../../features/session/gate';
import { BareFrame } from '../../features/shell/bare-frame';
import { calls } from '../../lib/api/calls';
import { callFromServer } from '../../lib/api/server';
import { FRAME_WORDS } from '../../features/shell/frame-words';
import { Words } from '../../ui/words';

/** What is shown without the frame of the console, to those who are signed in. */
export default async function PhoneLayout({ children }: { children: ReactNode }) {
  const [session, context] = await Promise.all([requireSession(), callFromServer(calls.context())]);
  return (
    <Words of={[...FRAME_WORDS, 'handset', 'handsets', 'try']}>
      <BareFrame
        session={session.kind === 'ready' ? session : undefined}
        context={context.kind === 'ready' ? context : undefined}
      >
        {children}
      </BareFrame>
    </Words>
  );
}
