import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function LocalesLayout({ children }: { children: ReactNode }) {
  return <Words of={['locales']}>{children}</Words>;
}
