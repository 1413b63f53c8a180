import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { AppRoom } from '../../../../features/apps/app-room';
import { isOpenTo } from '../../../../features/session/gate';
import { applicationCalls } from '../../../../lib/api/application-calls';
import { callFromServer } from '../../../../lib/api/server';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('apps');
  return { title: t('one') };
}

export default async function AppPage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await isOpenTo('applications.read'))) return <Denied permission="applications.read" />;
  const { id } = await params;
  const first = await callFromServer(applicationCalls.application(id));
  if (first.kind === 'failed' && first.failure.problem?.status === 404) notFound();
  return <AppRoom id={id} first={first.kind === 'ready' ? first : undefined} />;
}
