import type { RouteList, RouteView } from '@codewire/contracts';
import type { Carrier } from './carrier.store.js';
import type { Route, RouteSettings } from './route.store.js';
import { findUnreachable, hasDefault } from './unreachable.js';

/** What the contract says of a route, its place and state aside. */
export type RouteFacts = Omit<RouteView, 'id' | 'position' | 'version' | 'is_unreachable'>;

/** All routes, in their order, counted from 1 whatever gaps there are between their positions. */
export function toRouteList(routes: readonly Route[], carriers: readonly Carrier[]): RouteList {
  const known = new Map(carriers.map((carrier) => [carrier.id, carrier]));
  const unreachable = findUnreachable(routes, known);
  const data = routes.map((route, place) => ({
    ...toRouteFacts(route),
    id: route.id,
    position: place + 1,
    version: route.version,
    is_unreachable: unreachable.has(route.id),
  }));
  return { data, has_default: hasDefault(routes, known) };
}

export function toRouteFacts(route: RouteSettings): RouteFacts {
  const { name, applicationId, country, prefix, mode, carrierIds, weights, isEnabled } = route;
  return {
    name,
    application_id: applicationId,
    country,
    prefix,
    mode,
    carriers: carrierIds.map((id, place) => ({ id, weight: weights[place] ?? 1 })),
    is_enabled: isEnabled,
  };
}

export function toRouteSettings(facts: RouteFacts): RouteSettings {
  const { name, application_id: applicationId, country, prefix, mode, carriers, is_enabled: isEnabled } = facts;
  const [carrierIds, weights] = [carriers.map(({ id }) => id), carriers.map(({ weight }) => weight)];
  return { name, applicationId, country, prefix, mode, carrierIds, weights, isEnabled };
}
