import type { Carrier } from './carrier.store.js';
import type { Route } from './route.store.js';
import { isRealRule } from './routing.js';

type KnownCarriers = ReadonlyMap<string, Pick<Carrier, 'isSimulated' | 'status'>>;

/** Messages of test mode go over simulated carriers only, all others over the real ones of a rule that has any. */
type Traffic = 'real' | 'simulated_only';

/**
 * The routes that no message comes to as carriers are enabled now: of each kind of message that they lead somewhere,
 * an earlier one takes all. Several that take a part each are not put together.
 */
export function findUnreachable(routes: readonly Route[], carriers: KnownCarriers): ReadonlySet<string> {
  const unreachable = routes.filter((route, place) => {
    const earlier = routes.slice(0, place).filter((one) => one.isEnabled && covers(one, route));
    return trafficOf(route, carriers).every((traffic) => earlier.some((one) => takes(one, traffic, carriers)));
  });
  return new Set(unreachable.map(({ id }) => id));
}

/** Whether every number of any application has a way. */
export function hasDefault(routes: readonly Route[], carriers: KnownCarriers): boolean {
  return routes.some((route) => route.isEnabled && isForAll(route) && takes(route, 'real', carriers));
}

function isForAll({ applicationId, country, prefix }: Route): boolean {
  return applicationId === null && country === null && prefix === null;
}

/** Whether all that fits the one fits the other as well. */
function covers(one: Route, other: Route): boolean {
  return (
    (one.applicationId === null || one.applicationId === other.applicationId) &&
    (one.country === null || one.country === other.country) &&
    (one.prefix === null || other.prefix?.startsWith(one.prefix) === true)
  );
}

/** What it would take if all its carriers were enabled. */
function trafficOf({ carrierIds }: Route, carriers: KnownCarriers): Traffic[] {
  const leadsIntoTheHouse = carrierIds.some((id) => carriers.get(id)?.isSimulated === true);
  return leadsIntoTheHouse ? ['real', 'simulated_only'] : ['real'];
}

function takes(route: Route, traffic: Traffic, carriers: KnownCarriers): boolean {
  const isSimulated = traffic === 'simulated_only' || !isRealRule(route, carriers);
  return route.carrierIds.some((id) => {
    const carrier = carriers.get(id);
    return carrier?.status === 'enabled' && carrier.isSimulated === isSimulated;
  });
}
