import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { byName } from '../../../../features/locales/by-name';
import { LocaleRoom } from '../../../../features/locales/locale-room';
import { isOpenTo } from '../../../../features/session/gate';
import { localeCalls } from '../../../../lib/api/locale-calls';
import { callFromServer } from '../../../../lib/api/server';
import { languageName } from '../../../../lib/i18n/names';
import { Denied } from '../../../../ui/denied';

type Params = Promise<{ tag: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const [t, locale, { tag }] = await Promise.all([getTranslations('rooms'), getLocale(), params]);
  return { title: `${languageName(tag, locale)} · ${t('locales')}` };
}

export default async function LocalePage({ params }: { params: Params }) {
  if (!(await isOpenTo('texts.read'))) return <Denied permission="texts.read" />;
  const { tag } = await params;
  const [first, locale] = await Promise.all([callFromServer(localeCalls.locales()), getLocale()]);
  if (first.kind === 'ready' && !first.data.data.some((one) => one.tag === tag)) notFound();
  return (
    <LocaleRoom tag={tag} first={first.kind === 'ready' ? { ...first, data: byName(first.data, locale) } : undefined} />
  );
}
