import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { LocalesRoom } from '../../../features/locales/locales-room';
import { isOpenTo } from '../../../features/session/gate';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('locales') };
}

export default async function LocalesPage() {
  if (!(await isOpenTo('texts.read'))) return <Denied permission="texts.read" />;
  return <LocalesRoom />;
}
