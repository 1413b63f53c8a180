import { describe, expect, test } from 'vitest';
import { carrierOf, routeOf } from '../test/carriers.js';
import type { Carrier } from './carrier.store.js';
import { explainRoute, type Standing } from './explain-route.js';
import type { Route } from './route.store.js';
import type { Destination, RouteTable } from './routing.js';

const LIVE: Destination = { applicationId: 'shop', country: 'DE', numberPrefix: '491511', isSimulatedOnly: false };
const READY: Standing = { reach: 'ready', health: 'well' };

const carriers = new Map(
  (
    [
      ['one', {}],
      ['two', {}],
      ['three', {}],
      ['off', { status: 'disabled' }],
      ['paused', { status: 'paused' }],
      ['sim', { isSimulated: true }],
    ] as [string, Partial<Carrier>][]
  ).map(([id, change]) => [id, carrierOf(id, change)]),
);

function explain(
  routes: readonly Route[],
  standings: Record<string, Partial<Standing>> = {},
  { destination = {}, prices = new Map() }: { destination?: Partial<Destination>; prices?: RouteTable['prices'] } = {},
) {
  const table = { routes, carriers, prices };
  return explainRoute({ ...LIVE, ...destination }, table, (id) => ({ ...READY, ...standings[id] }));
}

const passedOver = (explanation: ReturnType<typeof explain>, rule = 0) =>
  Object.fromEntries(explanation.rules[rule]!.carriers.map(({ id, passed_over }) => [id, passed_over]));

describe('who would carry this number', () => {
  test('is told with every rule that was skipped, and why', () => {
    const explanation = explain([
      routeOf(['one'], { isEnabled: false }),
      routeOf(['one'], { applicationId: 'other' }),
      routeOf(['one'], { country: 'FR' }),
      routeOf(['one'], { prefix: '1' }),
      routeOf(['off', 'paused']),
      routeOf(['two']),
      routeOf(['one']),
    ]);
    expect(explanation.carrier).toEqual({ id: 'two', name: 'two' });
    expect(explanation.rules.map(({ skipped }) => skipped)).toEqual([
      'disabled',
      'other_application',
      'other_country',
      'other_prefix',
      'no_usable_carrier',
      null,
      'not_reached',
    ]);
    expect(explanation.rules.filter(({ decides }) => decides)).toHaveLength(1);
    expect(passedOver(explanation, 4)).toEqual({ off: ['disabled'], paused: ['paused'] });
  });

  test('names what stands against each of the others, everything that does', () => {
    const routes = [routeOf(['one', 'two', 'paused', 'three', 'sim'])];
    const standings = { one: { reach: 'not_bound', health: 'open' }, two: { reach: 'no_room' }, three: {} } as const;
    const explanation = explain(routes, standings);
    expect(explanation.carrier?.id).toBe('three');
    expect(passedOver(explanation)).toEqual({
      one: ['not_bound', 'breaker_open'],
      two: ['no_room'],
      paused: ['paused'],
      three: [],
      sim: ['simulated'],
    });
  });

  test('by cost says who is dearer and who has no price', () => {
    const prices = new Map([
      ['one', new Map([['49', { price: '0.09', currency: 'EUR' }]])],
      ['two', new Map([['4915', { price: '0.07', currency: 'EUR' }]])],
    ]);
    const explanation = explain([routeOf(['three', 'one', 'two'], { mode: 'least_cost' })], {}, { prices });
    expect(passedOver(explanation)).toEqual({ two: [], one: ['dearer'], three: ['no_price'] });
    const told = explanation.rules[0]!.carriers.map(({ price, currency }) => [price, currency]);
    expect(told).toEqual([
      [null, null],
      ['0.09', 'EUR'],
      ['0.07', 'EUR'],
    ]);
  });

  test('by weight names the heaviest', () => {
    const explanation = explain([routeOf(['one', 'two', 'three'], { mode: 'weighted', weights: [1, 5, 5] })]);
    expect(passedOver(explanation)).toEqual({ one: ['lighter'], two: [], three: ['later_in_order'] });
  });

  test('of a test number says that real carriers are not for it', () => {
    const explanation = explain([routeOf(['one', 'sim'])], {}, { destination: { isSimulatedOnly: true } });
    expect(passedOver(explanation)).toEqual({ one: ['not_simulated'], sim: [] });
  });

  test('where none is ready names the one it would wait for, and where no rule leads anywhere nobody', () => {
    const standings = { one: { reach: 'not_bound' }, two: { reach: 'no_room' } } as const;
    expect(explain([routeOf(['one', 'two'])], standings).carrier?.id).toBe('one');
    const nobody = explain([routeOf(['off'])]);
    expect(nobody.carrier).toBeNull();
    expect(nobody.rules[0]).toMatchObject({ decides: false, skipped: 'no_usable_carrier' });
  });
});
