import { describe, expect, test } from 'vitest';
import { carrierOf, routeOf } from '../test/carriers.js';
import type { Carrier } from './carrier.store.js';
import { placeForCarrier, planRoute } from './routing.js';

const carrier = (id: string, change: Partial<Carrier> = {}): [string, Carrier] => [id, carrierOf(id, change)];

const CARRIERS = new Map([
  carrier('one'),
  carrier('two'),
  carrier('off', { status: 'disabled' }),
  carrier('paused', { status: 'paused' }),
  carrier('sim', { isSimulated: true }),
]);

describe('a plan', () => {
  const live = { applicationId: 'shop', country: 'DE', isSimulatedOnly: false };

  test('is the first route whose conditions hold and that leads anywhere', () => {
    const routes = [
      routeOf(['two'], { country: 'FR' }),
      routeOf(['two'], { applicationId: 'other' }),
      routeOf(['off', 'paused', 'gone']),
      routeOf(['one', 'off', 'two']),
      routeOf(['two']),
    ];
    expect(planRoute(live, routes, CARRIERS)).toEqual(['one', 'two']);
  });

  test('of what must not leave the house has simulated carriers alone', () => {
    const routes = [routeOf(['one']), routeOf(['two', 'sim'])];
    expect(planRoute({ ...live, isSimulatedOnly: true }, routes, CARRIERS)).toEqual(['sim']);
  });

  test('is empty where no route leads anywhere', () => {
    expect(planRoute(live, [routeOf(['off'])], CARRIERS)).toEqual([]);
  });
});

describe('a new carrier', () => {
  test('joins the real ones in the route that takes everything', () => {
    const general = routeOf(['one', 'two']);
    expect(placeForCarrier([routeOf(['one'], { country: 'DE' }), general], CARRIERS)).toEqual({
      kind: 'joins',
      route: general,
    });
  });

  test.each([
    ['a simulated one', ['sim']],
    ['a real one and a simulated one', ['one', 'sim']],
    ['one that is gone', ['gone']],
  ])('is asked before %s, never beside it', (_, carrierIds) => {
    const general = routeOf(carrierIds);
    const routes = [routeOf(['one'], { applicationId: 'shop' }), general, routeOf(['two'])];
    expect(placeForCarrier(routes, CARRIERS)).toEqual({ kind: 'before', route: general });
  });

  test('comes last where no route takes everything', () => {
    expect(placeForCarrier([], CARRIERS)).toEqual({ kind: 'last' });
    expect(placeForCarrier([routeOf(['one'], { country: 'DE' })], CARRIERS)).toEqual({ kind: 'last' });
  });
});
