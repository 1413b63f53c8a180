import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { isOpenTo } from '../../../features/session/gate';
import { SettingsRoom } from '../../../features/settings/settings-room';
import { callFromServer } from '../../../lib/api/server';
import { settingsCalls } from '../../../lib/api/settings-calls';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('settings') };
}

export default async function SettingsPage() {
  if (!(await isOpenTo('settings.read'))) return <Denied permission="settings.read" />;
  const first = await callFromServer(settingsCalls.settings());
  return <SettingsRoom first={first.kind === 'ready' ? first : undefined} />;
}
