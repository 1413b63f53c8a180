import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { EnrolRoom } from '../../../features/entry/enrol-room';
import { EntryCard } from '../../../features/entry/entry-card';
import { sessionCalls } from '../../../lib/api/session-calls';
import { callFromServer } from '../../../lib/api/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('factors');
  return { title: t('choiceTitle') };
}

export default async function EnrolPage() {
  const session = await callFromServer(sessionCalls.session());
  if (session.kind === 'failed' && session.failure.problem?.status === 401) redirect('/login');
  if (session.kind === 'ready' && !session.data.must_enrol) redirect('/');
  return (
    <EntryCard>
      <EnrolRoom needsPasskey={session.kind === 'ready' && session.data.needs_passkey} />
    </EntryCard>
  );
}
