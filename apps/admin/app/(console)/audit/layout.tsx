import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function AuditLayout({ children }: { children: ReactNode }) {
  return <Words of={['audit', 'locales.purpose', 'paging', 'scopes']}>{children}</Words>;
}
