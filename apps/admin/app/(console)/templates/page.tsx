import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { isOpenTo } from '../../../features/session/gate';
import { TemplatesRoom } from '../../../features/templates/templates-room';
import { callFromServer } from '../../../lib/api/server';
import { templateCalls } from '../../../lib/api/template-calls';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('templates') };
}

export default async function TemplatesPage() {
  if (!(await isOpenTo('texts.read'))) return <Denied permission="texts.read" />;
  const first = await callFromServer(templateCalls.templates());
  return <TemplatesRoom first={first.kind === 'ready' ? first : undefined} />;
}
