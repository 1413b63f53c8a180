import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryCard } from '../../../features/entry/entry-card';
import { SignedOut } from '../../../features/entry/signed-out';
import { leadOn } from '../../../features/session/gate';
import { nextPath } from '../../../lib/next-path';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('entry.signedOut');
  return { title: t('title') };
}

export default async function SignedOutPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { next: wanted } = await searchParams;
  const next = nextPath(typeof wanted === 'string' ? wanted : undefined);
  await leadOn(next);
  return (
    <EntryCard>
      <SignedOut next={next} />
    </EntryCard>
  );
}
