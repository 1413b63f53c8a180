import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function TryLayout({ children }: { children: ReactNode }) {
  return (
    <Words
      of={[
        'carriers.trace',
        'check',
        'facts',
        'faults',
        'handset',
        'handsets',
        'languageReason',
        'receiptState',
        'status',
        'templates.purposes',
        'timeline',
        'try',
        'turn',
        'way',
      ]}
    >
      {children}
    </Words>
  );
}
