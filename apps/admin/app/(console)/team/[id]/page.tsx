import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { isOpenTo } from '../../../../features/session/gate';
import { MemberRoom } from '../../../../features/team/member-room';
import { callFromServer } from '../../../../lib/api/server';
import { teamCalls } from '../../../../lib/api/team-calls';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('team') };
}

export default async function MemberPage({ params }: { params: Promise<{ id: string }> }) {
  if (!(await isOpenTo('team.manage'))) return <Denied permission="team.manage" />;
  const { id } = await params;
  const first = await callFromServer(teamCalls.team());
  if (first.kind === 'ready' && !first.data.operators.some((one) => one.id === id)) notFound();
  return <MemberRoom id={id} first={first.kind === 'ready' ? first : undefined} />;
}
