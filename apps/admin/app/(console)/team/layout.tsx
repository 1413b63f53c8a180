import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function TeamLayout({ children }: { children: ReactNode }) {
  return <Words of={['team']}>{children}</Words>;
}
