import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function TemplatesLayout({ children }: { children: ReactNode }) {
  return <Words of={['templates']}>{children}</Words>;
}
