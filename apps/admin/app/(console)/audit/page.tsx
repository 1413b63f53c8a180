import type { Metadata } from 'next';
import { getTimeZone, getTranslations } from 'next-intl/server';
import { apiQuery, readFilters, writeFilters } from '../../../features/audit/audit-filters';
import { AuditRoom } from '../../../features/audit/audit-room';
import { isOpenTo } from '../../../features/session/gate';
import { auditCalls } from '../../../lib/api/audit-calls';
import { callFromServer } from '../../../lib/api/server';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('audit') };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  if (!(await isOpenTo('audit.read'))) return <Denied permission="audit.read" />;
  const params = await searchParams;
  const filters = readFilters((name) => [params[name]].flat()[0]);
  const timeZone = await getTimeZone();
  const first = await callFromServer(auditCalls.entries(apiQuery(filters, timeZone)));
  return (
    <AuditRoom first={first.kind === 'ready' ? { address: writeFilters(filters), timeZone, ...first } : undefined} />
  );
}
