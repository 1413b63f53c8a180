import type { ReactNode } from 'react';
import { EntryFrame } from '../../features/shell/entry-frame';

/** Before anyone is signed in: nothing of the console but its name. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return <EntryFrame>{children}</EntryFrame>;
}
