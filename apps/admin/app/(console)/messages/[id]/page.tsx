import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { MessageRoom } from '../../../../features/messages/message-room';
import { isOpenTo } from '../../../../features/session/gate';
import { inspectionCalls } from '../../../../lib/api/inspection-calls';
import { callFromServer } from '../../../../lib/api/server';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('detail');
  return { title: t('title') };
}

export default async function MessagePage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await isOpenTo('messages.read'))) return <Denied permission="messages.read" />;
  const { id } = await params;
  const first = await callFromServer(inspectionCalls.message(id));
  if (first.kind === 'failed' && first.failure.problem?.status === 404) notFound();
  return <MessageRoom id={id} first={first.kind === 'ready' ? first : undefined} />;
}
