'use client';

import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { isOnline } from './use-online';

/** Goes to another page of the console. Without a network it stays: a browser would leave for its own page of errors. */
export function useGo(): (href: string) => void {
  const router = useRouter();
  return useCallback(
    (href) => {
      if (isOnline()) router.push(href);
    },
    [router],
  );
}
