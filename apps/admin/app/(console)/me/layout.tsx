import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function MeLayout({ children }: { children: ReactNode }) {
  return <Words of={['me']}>{children}</Words>;
}
