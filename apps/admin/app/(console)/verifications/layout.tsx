import type { ReactNode } from 'react';
import { Words } from '../../../ui/words';

export default function VerificationsLayout({ children }: { children: ReactNode }) {
  return (
    <Words
      of={[
        'detail',
        'languageReason',
        'locales.purpose',
        'log',
        'messages',
        'paging',
        'reason',
        'reveal',
        'status',
        'templates.purposes',
        'verification',
        'verificationStatus',
        'verifications',
      ]}
    >
      {children}
    </Words>
  );
}
