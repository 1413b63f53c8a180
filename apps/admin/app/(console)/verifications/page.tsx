import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { isOpenTo } from '../../../features/session/gate';
import { verificationForm } from '../../../features/verifications/verification-filters';
import { VerificationsRoom } from '../../../features/verifications/verifications-room';
import { callFromServer } from '../../../lib/api/server';
import { verificationCalls } from '../../../lib/api/verification-calls';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('verifications') };
}

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function VerificationsPage({ searchParams }: { searchParams: SearchParams }) {
  if (!(await isOpenTo('messages.read'))) return <Denied permission="messages.read" />;
  const params = await searchParams;
  const filters = verificationForm.readFilters((name) => [params[name]].flat()[0] ?? null);
  const address = verificationForm.writeFilters(filters);
  const first = await callFromServer(verificationCalls.page(verificationForm.apiPage(filters, Date.now())));
  return <VerificationsRoom first={first.kind === 'ready' ? { address, ...first } : undefined} />;
}
