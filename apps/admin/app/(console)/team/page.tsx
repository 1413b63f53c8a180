import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { isOpenTo } from '../../../features/session/gate';
import { TeamRoom } from '../../../features/team/team-room';
import { callFromServer } from '../../../lib/api/server';
import { teamCalls } from '../../../lib/api/team-calls';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('team') };
}

export default async function TeamPage() {
  if (!(await isOpenTo('team.manage'))) return <Denied permission="team.manage" />;
  const first = await callFromServer(teamCalls.team());
  return <TeamRoom first={first.kind === 'ready' ? first : undefined} />;
}
