'use client';

import { useQuery } from '@tanstack/react-query';
import { callFromBrowser } from '../../lib/api/browser';
import { messageCalls } from '../../lib/api/message-calls';

/** The number that an opaque id stands for, masked; nobody but the backend knows it in full. */
export function NumberWords({ id }: { id: string }) {
  const { data } = useQuery({
    queryKey: ['number-filters', id],
    queryFn: ({ signal }) => callFromBrowser(messageCalls.numberFilter(id), signal),
    staleTime: Infinity,
    retry: false,
  });
  return <span dir="ltr">{data?.masked ?? '…'}</span>;
}
