import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { isOpenTo } from '../../../../features/session/gate';
import { VerificationRoom } from '../../../../features/verifications/verification-room';
import { inspectionCalls } from '../../../../lib/api/inspection-calls';
import { callFromServer } from '../../../../lib/api/server';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('verification');
  return { title: t('title') };
}

export default async function VerificationPage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await isOpenTo('messages.read'))) return <Denied permission="messages.read" />;
  const { id } = await params;
  const first = await callFromServer(inspectionCalls.verification(id));
  if (first.kind === 'failed' && first.failure.problem?.status === 404) notFound();
  return <VerificationRoom id={id} first={first.kind === 'ready' ? first : undefined} />;
}
