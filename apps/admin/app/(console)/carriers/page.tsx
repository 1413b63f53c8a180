import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { CarriersRoom } from '../../../features/carriers/carriers-room';
import { isOpenTo } from '../../../features/session/gate';
import { carrierCalls } from '../../../lib/api/carrier-calls';
import { callFromServer } from '../../../lib/api/server';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('carriers') };
}

export default async function CarriersPage() {
  if (!(await isOpenTo('carriers.read'))) return <Denied permission="carriers.read" />;
  const first = await callFromServer(carrierCalls.carriers());
  return <CarriersRoom first={first.kind === 'ready' ? first : undefined} />;
}
