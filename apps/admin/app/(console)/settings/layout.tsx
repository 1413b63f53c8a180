import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return <Words of={['settings']}>{children}</Words>;
}
