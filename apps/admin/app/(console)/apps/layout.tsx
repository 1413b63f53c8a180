import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function AppsLayout({ children }: { children: ReactNode }) {
  return <Words of={['apps', 'scopes']}>{children}</Words>;
}
