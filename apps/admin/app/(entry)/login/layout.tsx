import type { ReactNode } from 'react';
import { leadToSetup } from '../../../features/session/gate';

export default async function SignInLayout({ children }: { children: ReactNode }) {
  await leadToSetup();
  return children;
}
