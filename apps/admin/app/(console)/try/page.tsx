import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { isOpenTo } from '../../../features/session/gate';
import { TryRoom } from '../../../features/try/try-room';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('try') };
}

export default async function TryPage() {
  return (await isOpenTo('try.use')) ? <TryRoom /> : <Denied permission="try.use" />;
}
