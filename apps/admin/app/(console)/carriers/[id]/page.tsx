import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { notFound } from 'next/navigation';
import { CarrierRoom } from '../../../../features/carriers/carrier-room';
import { isOpenTo } from '../../../../features/session/gate';
import { carrierCalls } from '../../../../lib/api/carrier-calls';
import { callFromServer } from '../../../../lib/api/server';
import { Denied } from '../../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('carriers');
  return { title: t('one') };
}

export interface CarrierPageProps {
  readonly params: Promise<{ id: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function CarrierPage({ params, searchParams }: CarrierPageProps) {
  if (!(await isOpenTo('carriers.read'))) return <Denied permission="carriers.read" />;
  const { tab } = await searchParams;
  if (tab === 'trace' && !(await isOpenTo('carriers.trace'))) return <Denied permission="carriers.trace" />;
  const { id } = await params;
  const first = await callFromServer(carrierCalls.carrier(id));
  if (first.kind === 'failed' && first.failure.problem?.status === 404) notFound();
  return <CarrierRoom id={id} first={first.kind === 'ready' ? first : undefined} />;
}
