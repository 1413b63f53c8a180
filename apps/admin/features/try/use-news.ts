'use client';

import type { HandsetMessage } from '@codewire/contracts';
import { useEffect, useRef, useState } from 'react';

/** The newest message, if it came while this was looked at. */
export function useNews(messages: readonly HandsetMessage[]): HandsetMessage | undefined {
  const [newest] = messages;
  const [since] = useState(() => new Date().toISOString());
  const known = useRef<string | undefined>(undefined);
  const [news, setNews] = useState<HandsetMessage | undefined>(undefined);
  useEffect(() => {
    if (newest === undefined || newest.received_at === known.current) return;
    // What was there at the first look is no news, but what came between that look and its answer is.
    if (known.current !== undefined || newest.received_at > since) setNews(newest);
    known.current = newest.received_at;
  }, [newest, since]);
  return news;
}
