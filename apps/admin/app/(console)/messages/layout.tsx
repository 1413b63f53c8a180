import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function MessagesLayout({ children }: { children: ReactNode }) {
  return (
    <Words
      of={[
        'carriers.trace',
        'detail',
        'facts',
        'languageReason',
        'likely',
        'locales.purpose',
        'log',
        'messages',
        'paging',
        'receiptState',
        'reason',
        'reveal',
        'status',
        'templates.purposes',
        'timeline',
        'turn',
      ]}
    >
      {children}
    </Words>
  );
}
