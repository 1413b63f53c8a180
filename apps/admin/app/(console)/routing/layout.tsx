import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function RoutingLayout({ children }: { children: ReactNode }) {
  return <Words of={['carriers', 'paging', 'routing']}>{children}</Words>;
}
