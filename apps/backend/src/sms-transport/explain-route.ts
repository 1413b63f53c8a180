import type { CarrierPassedOver, RouteExplanation } from '@codewire/contracts';
import type { Carrier } from './carrier.store.js';
import { priceOf } from './prices.js';
import {
  conditionUnmet,
  decideRoute,
  isRealRule,
  orderCarriers,
  unusable,
  type Decision,
  type Destination,
  type RouteTable,
} from './routing.js';

/** What is known of a carrier just now, beside what its row says. */
export interface Standing {
  readonly reach: 'ready' | 'no_room' | 'not_bound';
  readonly health: 'well' | 'open' | 'half_open';
}

/** All but the number, which the caller has. */
export type Explanation = Omit<RouteExplanation, 'number'>;
type Rule = Explanation['rules'][number];

interface Chosen {
  readonly decision: Decision;
  readonly carrierId: string;
}

/**
 * Who would carry a message, by which rule, and why not the others: the decision that a message gets, put into words.
 * By weight it names the heaviest, which is the likeliest. Where no carrier is ready the message would wait, and the
 * first of the order is named.
 */
export function explainRoute(
  destination: Destination,
  table: RouteTable,
  standingOf: (carrierId: string) => Standing,
): Explanation {
  const decision = decideRoute(destination, table);
  const chosen = decision === undefined ? undefined : chooseCarrier(decision, destination, standingOf);
  const decidedAt = decision === undefined ? Infinity : table.routes.indexOf(decision.route);
  const rules = table.routes.map((route, at): Rule => {
    const decides = at === decidedAt;
    const isReal = isRealRule(route, table.carriers);
    const carriers = route.carrierIds.flatMap((id) => {
      const carrier = table.carriers.get(id);
      if (carrier === undefined) return [];
      const passed_over = passedOver(
        carrier,
        unusable(carrier, destination, isReal),
        standingOf(id),
        decides ? chosen : undefined,
      );
      const { price = null, currency = null } = priceOf(table.prices.get(id), destination.numberPrefix) ?? {};
      return [{ id, name: carrier.name, passed_over, price, currency, health: standingOf(id).health }];
    });
    const afterwards = at > decidedAt ? 'not_reached' : 'no_usable_carrier';
    const skipped = decides ? null : (conditionUnmet(route, destination) ?? afterwards);
    return { id: route.id, name: route.name, decides, skipped, carriers };
  });
  const carrier = chosen && table.carriers.get(chosen.carrierId);
  return { carrier: carrier === undefined ? null : { id: carrier.id, name: carrier.name }, rules };
}

/** Who would take a message just now: by weight the heaviest, and where none is ready the one that it would wait for. */
export function chooseCarrier(
  decision: Decision,
  { usedBefore = [] }: Destination,
  standingOf: (carrierId: string) => Standing,
): Chosen | undefined {
  // The heaviest stands first, and a draw of nothing takes the first.
  const order = orderCarriers(decision, {
    usedBefore,
    isPassedOver: (id) => standingOf(id).health !== 'well',
    draw: 0,
  });
  const carrierId = order.find((id) => standingOf(id).reach === 'ready') ?? order[0];
  return carrierId === undefined ? undefined : { decision, carrierId };
}

/** Why a carrier would not have it, by all that stands against it; empty for the one that would. */
function passedOver(
  carrier: Carrier,
  never: ReturnType<typeof unusable>,
  { reach, health }: Standing,
  chosen: Chosen | undefined,
): CarrierPassedOver[] {
  if (carrier.id === chosen?.carrierId) return [];
  if (never !== undefined) return [never];
  const reasons: CarrierPassedOver[] = reach === 'ready' ? [] : [reach];
  if (health !== 'well') reasons.push('breaker_open');
  if (chosen !== undefined) reasons.push(...outbid(carrier, chosen));
  return reasons;
}

/** What the rule's mode has against a carrier beside the chosen one. */
function outbid(carrier: Carrier, { decision: { route, offers }, carrierId }: Chosen): CarrierPassedOver[] {
  const mine = offers.findIndex((offer) => offer.carrier === carrier);
  const other = offers.findIndex((offer) => offer.carrier.id === carrierId);
  const [offer, winner] = [offers[mine], offers[other]];
  // Better placed than the chosen one: something else stood against it.
  if (offer === undefined || winner === undefined || mine < other) return [];
  if (route.mode === 'least_cost' && offer.price !== winner.price)
    return [offer.price === null ? 'no_price' : 'dearer'];
  if (route.mode === 'weighted' && offer.weight < winner.weight) return ['lighter'];
  return ['later_in_order'];
}
