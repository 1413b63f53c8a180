import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { TemplatesRoom } from '../../../../features/templates/templates-room';
import { isOpenTo } from '../../../../features/session/gate';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('templates') };
}

export default async function TemplatePage() {
  if (!(await isOpenTo('texts.read'))) return <Denied permission="texts.read" />;
  return <TemplatesRoom />;
}
