import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { messageForm } from '../../../features/messages/message-filters';
import { MessagesRoom } from '../../../features/messages/messages-room';
import { isOpenTo } from '../../../features/session/gate';
import { messageCalls } from '../../../lib/api/message-calls';
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
  const filters = messageForm.readFilters((name) => [params[name]].flat()[0] ?? null);
  const address = messageForm.writeFilters({ ...filters, live: '' });
  const first = await callFromServer(messageCalls.page(messageForm.apiPage(filters, Date.now())));
  return <MessagesRoom first={first.kind === 'ready' ? { address, ...first } : undefined} />;
}
