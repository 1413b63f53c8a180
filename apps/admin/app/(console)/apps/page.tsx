import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AppsRoom } from '../../../features/apps/apps-room';
import { isOpenTo } from '../../../features/session/gate';
import { applicationCalls } from '../../../lib/api/application-calls';
import { callFromServer } from '../../../lib/api/server';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('apps') };
}

export default async function AppsPage() {
  if (!(await isOpenTo('applications.read'))) return <Denied permission="applications.read" />;
  const first = await callFromServer(applicationCalls.applications());
  return <AppsRoom first={first.kind === 'ready' ? first : undefined} />;
}
