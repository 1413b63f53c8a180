import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryCard } from '../../../features/entry/entry-card';
import { LoginRoom } from '../../../features/entry/login-room';
import { nextPath } from '../../../lib/next-path';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('entry');
  return { title: t('signIn') };
}

export default async function LoginPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const { next } = await searchParams;
  return (
    <EntryCard>
      <LoginRoom next={nextPath(typeof next === 'string' ? next : undefined)} />
    </EntryCard>
  );
}
