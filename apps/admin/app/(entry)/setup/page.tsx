import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { EntryCard } from '../../../features/entry/entry-card';
import { SetupRoom } from '../../../features/entry/setup-room';
import { Unreached } from '../../../features/entry/unreached';
import { entryCalls } from '../../../lib/api/entry-calls';
import { callFromServer } from '../../../lib/api/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('setup');
  return { title: t('title') };
}

export default async function SetupPage() {
  const setup = await callFromServer(entryCalls.setup());
  if (setup.kind === 'ready') return <SetupRoom first={setup.data} />;
  if (setup.failure.problem?.status === 404) notFound();
  return (
    <EntryCard>
      <Unreached kind={setup.failure.kind} problem={setup.failure.problem} />
    </EntryCard>
  );
}
