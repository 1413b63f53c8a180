import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { OverviewRoom } from '../../features/overview/overview-room';
import { apiQuery, readFilters, writeFilters } from '../../features/overview/overview-filters';
import { requireSession } from '../../features/session/gate';
import { firstRoomOf } from '../../features/shell/rooms';
import { overviewCalls } from '../../lib/api/overview-calls';
import { callFromServer } from '../../lib/api/server';
import { Words } from '../../ui/words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('overview') };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The front door: the overview for those who may see messages; others are led to their first room. */
export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const session = await requireSession();
  const room = firstRoomOf(session.kind === 'ready' ? session.data.permissions : undefined);
  if (room !== '/') redirect(room);
  const params = await searchParams;
  const filters = readFilters((name) => [params[name]].flat()[0] ?? null);
  const first = await callFromServer(overviewCalls.overview(apiQuery(filters, Date.now())));
  const address = writeFilters(filters);
  return (
    <Words of={['overview']}>
      <OverviewRoom first={first.kind === 'ready' ? { address, ...first } : undefined} />
    </Words>
  );
}
