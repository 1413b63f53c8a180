'use client';

import { useQuery } from '@tanstack/react-query';
import { auditCalls } from '../../lib/api/audit-calls';
import { callFromBrowser } from '../../lib/api/browser';
import { personParts } from '../../lib/person-name';
import { useMay } from '../session/session-provider';

/** Who changed something last, for those who may know; asked for only when it matters. */
export function useLastAuthor(target: string, isAsked: boolean): string | undefined {
  const mayKnow = useMay()('audit.read');
  const query = useQuery({
    queryKey: ['audit', 'last', target],
    queryFn: ({ signal }) => callFromBrowser(auditCalls.entries(new URLSearchParams({ target, limit: '1' })), signal),
    enabled: isAsked && mayKnow,
    staleTime: 0,
  });
  const actor = query.data?.data[0]?.actor;
  return isAsked && actor ? personParts(actor.name).name : undefined;
}
