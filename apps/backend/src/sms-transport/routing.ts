import type { Carrier, Route } from './carrier.store.js';

export interface Destination {
  readonly applicationId: string;
  readonly country: string | null;
  /** Test mode and fictional numbers never leave the house. */
  readonly isSimulatedOnly: boolean;
}

/**
 * The carriers that may take a message, best first: those of the first route that fits and has any left. Empty when
 * no route leads anywhere.
 */
export function planRoute(
  destination: Destination,
  routes: readonly Route[],
  carriers: ReadonlyMap<string, Carrier>,
): string[] {
  for (const route of routes) {
    if (!route.isEnabled) continue;
    if (route.applicationId !== null && route.applicationId !== destination.applicationId) continue;
    if (route.country !== null && route.country !== destination.country) continue;
    const usable = route.carrierIds.filter((id) => isUsable(carriers.get(id), destination));
    if (usable.length > 0) return usable;
  }
  return [];
}

function isUsable(carrier: Carrier | undefined, { isSimulatedOnly }: Destination): boolean {
  return carrier !== undefined && carrier.status === 'enabled' && (carrier.isSimulated || !isSimulatedOnly);
}

export type CarrierPlace =
  /** Asked after the carriers that the route has. */
  | { readonly kind: 'joins'; readonly route: Route }
  /** In a route of its own, asked before this one. */
  | { readonly kind: 'before'; readonly route: Route }
  | { readonly kind: 'last' };

/**
 * Where a new carrier gets the messages that no route of an application or country of its own takes. Never beside a
 * simulated carrier: a message that fails over to one counts as delivered and reaches nobody.
 */
export function placeForCarrier(routes: readonly Route[], carriers: ReadonlyMap<string, Carrier>): CarrierPlace {
  const route = routes.find(({ applicationId, country }) => applicationId === null && country === null);
  if (route === undefined) return { kind: 'last' };
  const isReal = route.carrierIds.every((id) => carriers.get(id)?.isSimulated === false);
  return { kind: isReal ? 'joins' : 'before', route };
}
