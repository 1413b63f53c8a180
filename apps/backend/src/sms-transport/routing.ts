import type { CarrierPassedOver, RuleSkipped } from '@codewire/contracts';
import type { Carrier } from './carrier.store.js';
import { priceOf, type PriceList } from './prices.js';
import type { Route } from './route.store.js';

export interface Destination {
  readonly applicationId: string;
  readonly country: string | null;
  /** Calling code and at most four digits of the national number; null where nobody kept it. */
  readonly numberPrefix: string | null;
  /** Test mode and fictional numbers never leave the house. */
  readonly isSimulatedOnly: boolean;
  /** Carriers of earlier sends of the same code, the one whose turn is longest ago first: asked after all others. */
  readonly usedBefore?: readonly string[];
}

/** What routes are decided by, as it was last read. */
export interface RouteTable {
  /** In their order. */
  readonly routes: readonly Route[];
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly prices: ReadonlyMap<string, PriceList>;
}

/** A carrier that the deciding rule has for a number. */
export interface Offer {
  readonly carrier: Carrier;
  readonly weight: number;
  /** Per segment; null without one that compares with the others'. */
  readonly price: string | null;
}

/** The rule that decides, and the carriers of it that may take the message, in the order of the rule's mode. */
export interface Decision {
  readonly route: Route;
  readonly offers: readonly Offer[];
}

/** What changes from one message to the next under one decision. */
export interface Turn {
  readonly usedBefore: readonly string[];
  /** An open breaker: only asked when nothing else is left. */
  readonly isPassedOver: (carrierId: string) => boolean;
  /** In [0, 1): who of several by weight. */
  readonly draw: number;
}

/** The first rule whose conditions all hold and that has a carrier which may take such a message. */
export function decideRoute(destination: Destination, table: RouteTable): Decision | undefined {
  for (const route of table.routes) {
    if (conditionUnmet(route, destination) !== undefined) continue;
    const offers = offersOf(route, destination, table);
    if (offers.length > 0) return { route, offers };
  }
  return undefined;
}

/**
 * The carriers of a decision, best first: an open breaker goes behind all others, and a carrier that had an earlier send
 * behind those that had none. Among equals the rule's mode decides; by weight the one that is drawn goes first, the rest
 * behind it in an order that is always the same, lest every message make a queue of its own.
 */
export function orderCarriers({ route, offers }: Decision, { usedBefore, isPassedOver, draw }: Turn): string[] {
  const ranked = offers.map((offer) => ({ offer, rank: rankOf(offer.carrier.id, usedBefore, isPassedOver) }));
  ranked.sort((one, other) => one.rank - other.rank);
  const best = ranked.filter(({ rank }) => rank === ranked[0]?.rank);
  const ids = ranked.map(({ offer }) => offer.carrier.id);
  if (route.mode !== 'weighted' || best.length < 2) return ids;
  const drawn = drawByWeight(
    best.map(({ offer }) => offer),
    draw,
  );
  return [drawn.carrier.id, ...ids.filter((id) => id !== drawn.carrier.id)];
}

function rankOf(carrierId: string, usedBefore: readonly string[], isPassedOver: Turn['isPassedOver']): number {
  const turns = usedBefore.length + 1;
  return usedBefore.indexOf(carrierId) + 1 + (isPassedOver(carrierId) ? turns : 0);
}

function drawByWeight(offers: readonly Offer[], draw: number): Offer {
  let left = draw * offers.reduce((sum, { weight }) => sum + weight, 0);
  return offers.find(({ weight }) => (left -= weight) < 0) ?? (offers[0] as Offer);
}

/** Why a rule does not concern a destination; undefined when all its conditions hold. */
export function conditionUnmet(
  route: Route,
  { applicationId, country, numberPrefix }: Destination,
): Exclude<RuleSkipped, 'no_usable_carrier' | 'not_reached'> | undefined {
  if (!route.isEnabled) return 'disabled';
  if (route.applicationId !== null && route.applicationId !== applicationId) return 'other_application';
  if (route.country !== null && route.country !== country) return 'other_country';
  if (route.prefix !== null && numberPrefix?.startsWith(route.prefix) !== true) return 'other_prefix';
  return undefined;
}

function offersOf(route: Route, destination: Destination, { carriers, prices }: RouteTable): Offer[] {
  const isReal = isRealRule(route, carriers);
  const usable = route.carrierIds.flatMap((id, place) => {
    const carrier = carriers.get(id);
    if (carrier === undefined || unusable(carrier, destination, isReal) !== undefined) return [];
    return [{ carrier, weight: route.weights[place] ?? 1, listed: priceOf(prices.get(id), destination.numberPrefix) }];
  });
  // Prices in another currency say nothing here: the first carrier's that has one is what the others are held against.
  const currency = usable.find(({ listed }) => listed !== undefined)?.listed?.currency;
  const offers = usable.map(({ carrier, weight, listed }) => ({
    carrier,
    weight,
    price: listed?.currency === currency ? (listed?.price ?? null) : null,
  }));
  if (route.mode === 'weighted') offers.sort((one, other) => other.weight - one.weight);
  if (route.mode === 'least_cost') offers.sort((one, other) => comparePrices(one.price, other.price));
  return offers;
}

/** Without a price last; a stable sort keeps the rule's order among equals. */
function comparePrices(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return Number(one) - Number(other);
}

/**
 * Whether a rule names a real carrier, be it enabled or not. Then messages for phones go over its real ones alone: one
 * that fails over to a simulated carrier counts as delivered and reaches nobody.
 */
export function isRealRule(
  { carrierIds }: Pick<Route, 'carrierIds'>,
  carriers: ReadonlyMap<string, Pick<Carrier, 'isSimulated'>>,
): boolean {
  return carrierIds.some((id) => carriers.get(id)?.isSimulated === false);
}

/** Why a carrier may not take such a message by a rule, whatever its links and its health. */
export function unusable(
  carrier: Carrier,
  { isSimulatedOnly }: Destination,
  isReal: ReturnType<typeof isRealRule>,
): CarrierPassedOver | undefined {
  if (carrier.status !== 'enabled') return carrier.status;
  if (isSimulatedOnly) return carrier.isSimulated ? undefined : 'not_simulated';
  return isReal && carrier.isSimulated ? 'simulated' : undefined;
}

export type CarrierPlace =
  /** Asked after the carriers that the route has. */
  | { readonly kind: 'joins'; readonly route: Route }
  /** In a route of its own, asked before this one. */
  | { readonly kind: 'before'; readonly route: Route }
  | { readonly kind: 'last' };

/**
 * Where a new carrier gets the messages that no route of an application, country or prefix of its own takes. Never
 * beside a simulated carrier: a message that fails over to one counts as delivered and reaches nobody.
 */
export function placeForCarrier(routes: readonly Route[], carriers: ReadonlyMap<string, Carrier>): CarrierPlace {
  const route = routes.find(
    ({ applicationId, country, prefix }) => applicationId === null && country === null && prefix === null,
  );
  if (route === undefined) return { kind: 'last' };
  const isReal = route.carrierIds.every((id) => carriers.get(id)?.isSimulated === false);
  return { kind: isReal ? 'joins' : 'before', route };
}
