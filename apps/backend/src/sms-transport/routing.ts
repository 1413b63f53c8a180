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
    if (route.applicationId !== null && route.applicationId !== destination.applicationId) continue;
    if (route.country !== null && route.country !== destination.country) continue;
    const usable = route.carrierIds.filter((id) => isUsable(carriers.get(id), destination));
    if (usable.length > 0) return usable;
  }
  return [];
}

function isUsable(carrier: Carrier | undefined, { isSimulatedOnly }: Destination): boolean {
  return carrier !== undefined && carrier.isEnabled && (carrier.isSimulated || !isSimulatedOnly);
}
