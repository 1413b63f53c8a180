import type { ReactNode } from 'react';
import { EntryFrame } from '../../features/shell/entry-frame';
import { Words } from '../../ui/words';

/** Before anyone is signed in: nothing of the console but its name. */
export default function EntryLayout({ children }: { children: ReactNode }) {
  return (
    <Words of={['entry', 'setup', 'shell']}>
      <EntryFrame>{children}</EntryFrame>
    </Words>
  );
}
