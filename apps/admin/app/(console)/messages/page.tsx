import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { apiQuery, readFilters } from '../../../features/messages/message-filters';
import { MessagesRoom } from '../../../features/messages/messages-room';
import { isOpenTo } from '../../../features/session/gate';
import { calls } from '../../../lib/api/calls';
import { callFromServer } from '../../../lib/api/server';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('messages') };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function MessagesPage({ searchParams }: { searchParams: SearchParams }) {
  if (!(await isOpenTo('messages.read'))) return <Denied permission="messages.read" />;
  const params = await searchParams;
  const filters = readFilters((name) => [params[name]].flat()[0]);
  const first = await callFromServer(calls.messages(apiQuery(filters, Date.now())));
  return <MessagesRoom first={first.kind === 'ready' ? { filters, ...first } : undefined} />;
}
