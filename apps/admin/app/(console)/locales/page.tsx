import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { byName } from '../../../features/locales/by-name';
import { LocalesRoom } from '../../../features/locales/locales-room';
import { isOpenTo } from '../../../features/session/gate';
import { localeCalls } from '../../../lib/api/locale-calls';
import { callFromServer } from '../../../lib/api/server';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('locales') };
}

export default async function LocalesPage() {
  if (!(await isOpenTo('texts.read'))) return <Denied permission="texts.read" />;
  const [first, locale] = await Promise.all([callFromServer(localeCalls.locales()), getLocale()]);
  return <LocalesRoom first={first.kind === 'ready' ? { ...first, data: byName(first.data, locale) } : undefined} />;
}
