'use client';

import { leaveFor } from '../../lib/leave-for';
import { Enrolment } from './enrolment';

/** For whoever is signed in and has not the second factor that is asked of him; nothing else is open to them before. */
export function EnrolRoom({ needsPasskey }: { needsPasskey: boolean }) {
  return <Enrolment takesFocus={false} needsPasskey={needsPasskey} onDone={() => leaveFor('/')} />;
}
