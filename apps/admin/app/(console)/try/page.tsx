import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TryRoom } from '../../../features/try/try-room';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('try') };
}

export default function TryPage() {
  return <TryRoom />;
}
