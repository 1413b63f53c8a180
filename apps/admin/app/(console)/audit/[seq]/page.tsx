import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { EntryRoom } from '../../../../features/audit/entry-room';
import { isOpenTo } from '../../../../features/session/gate';
import { auditCalls } from '../../../../lib/api/audit-calls';
import { callFromServer } from '../../../../lib/api/server';
import { Denied } from '../../../../ui/denied';

type Params = Promise<{ seq: string }>;

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const t = await getTranslations('audit');
  return { title: t('entry', { seq: (await params).seq }) };
}

export default async function EntryPage({ params }: { params: Params }) {
  if (!(await isOpenTo('audit.read'))) return <Denied permission="audit.read" />;
  const { seq } = await params;
  const first = await callFromServer(auditCalls.entry(seq));
  if (first.kind === 'failed' && first.failure.problem?.status === 404) notFound();
  return <EntryRoom seq={seq} first={first.kind === 'ready' ? first : undefined} />;
}
