import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryCard } from '../../../features/entry/entry-card';
import { LinkRoom } from '../../../features/entry/link-room';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('entry.link');
  return { title: t('reset') };
}

export default function ResetPage() {
  return (
    <EntryCard>
      <LinkRoom />
    </EntryCard>
  );
}
