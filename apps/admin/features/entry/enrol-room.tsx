'use client';

import { leaveFor } from '../../lib/leave-for';
import { Enrolment } from './enrolment';

/** For whoever is signed in and has no second factor yet; nothing else is open to them before. */
export function EnrolRoom() {
  return <Enrolment takesFocus={false} onDone={() => leaveFor('/')} />;
}
