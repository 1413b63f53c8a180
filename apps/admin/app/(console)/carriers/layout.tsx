import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function CarriersLayout({ children }: { children: ReactNode }) {
  return <Words of={['audit', 'carriers', 'receiptState', 'scopes']}>{children}</Words>;
}
