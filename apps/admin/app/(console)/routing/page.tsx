import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RoutingRoom } from '../../../features/routing/routing-room';
import { isOpenTo } from '../../../features/session/gate';
import { carrierCalls } from '../../../lib/api/carrier-calls';
import { routingCalls } from '../../../lib/api/routing-calls';
import { callFromServer } from '../../../lib/api/server';
import { Denied } from '../../../ui/denied';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('rooms');
  return { title: t('routing') };
}

export default async function RoutingPage() {
  if (!(await isOpenTo('routes.read'))) return <Denied permission="routes.read" />;
  const [routes, carriers] = await Promise.all([
    callFromServer(routingCalls.routes()),
    callFromServer(carrierCalls.carriers()),
  ]);
  return (
    <RoutingRoom
      first={{
        routes: routes.kind === 'ready' ? routes : undefined,
        carriers: carriers.kind === 'ready' ? carriers : undefined,
      }}
    />
  );
}
