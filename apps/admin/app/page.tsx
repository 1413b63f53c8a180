import { redirect } from 'next/navigation';
import { requireSession } from '../features/session/gate';
import { firstRoomOf } from '../features/shell/rooms';

/** The front door leads to the first room that is open to whoever comes in. */
export default async function FrontDoor(): Promise<never> {
  const session = await requireSession();
  redirect(firstRoomOf(session.kind === 'ready' ? session.data.permissions : undefined));
}
