import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ProfileRoom } from '../../../features/me/profile-room';
import { meCalls } from '../../../lib/api/me-calls';
import { callFromServer } from '../../../lib/api/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('me') };
}

export default async function ProfilePage() {
  const first = await callFromServer(meCalls.profile());
  return <ProfileRoom first={first.kind === 'ready' ? first : undefined} />;
}
