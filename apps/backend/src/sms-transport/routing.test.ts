import { describe, expect, test } from 'vitest';
import type { Carrier, Route } from './carrier.store.js';
import { placeForCarrier, planRoute } from './routing.js';

function carrier(id: string, change: Partial<Carrier> = {}): [string, Carrier] {
  const account = { host: 'smsc.example.com', port: 2775, systemId: 'a', systemType: '', windowSize: 10 };
  const passwordSealed = Buffer.alloc(0);
  return [id, { id, name: id, isSimulated: false, isEnabled: true, passwordSealed, ...account, ...change }];
}

const CARRIERS = new Map([
  carrier('one'),
  carrier('two'),
  carrier('off', { isEnabled: false }),
  carrier('sim', { isSimulated: true }),
]);

let position = 0;
function route(carrierIds: string[], change: Partial<Route> = {}): Route {
  position += 1;
  return { id: `rou_${position}`, position, applicationId: null, country: null, carrierIds, ...change };
}

describe('a plan', () => {
  const live = { applicationId: 'shop', country: 'DE', isSimulatedOnly: false };

  test('is the first route whose conditions hold and that leads anywhere', () => {
    const routes = [
      route(['two'], { country: 'FR' }),
      route(['two'], { applicationId: 'other' }),
      route(['off', 'gone']),
      route(['one', 'off', 'two']),
      route(['two']),
    ];
    expect(planRoute(live, routes, CARRIERS)).toEqual(['one', 'two']);
  });

  test('of what must not leave the house has simulated carriers alone', () => {
    const routes = [route(['one']), route(['two', 'sim'])];
    expect(planRoute({ ...live, isSimulatedOnly: true }, routes, CARRIERS)).toEqual(['sim']);
  });

  test('is empty where no route leads anywhere', () => {
    expect(planRoute(live, [route(['off'])], CARRIERS)).toEqual([]);
  });
});

describe('a new carrier', () => {
  test('joins the real ones in the route that takes everything', () => {
    const general = route(['one', 'two']);
    expect(placeForCarrier([route(['one'], { country: 'DE' }), general], CARRIERS)).toEqual({
      kind: 'joins',
      route: general,
    });
  });

  test.each([
    ['a simulated one', ['sim']],
    ['a real one and a simulated one', ['one', 'sim']],
    ['one that is gone', ['gone']],
  ])('is asked before %s, never beside it', (_, carrierIds) => {
    const general = route(carrierIds);
    const routes = [route(['one'], { applicationId: 'shop' }), general, route(['two'])];
    expect(placeForCarrier(routes, CARRIERS)).toEqual({ kind: 'before', route: general });
  });

  test('comes last where no route takes everything', () => {
    expect(placeForCarrier([], CARRIERS)).toEqual({ kind: 'last' });
    expect(placeForCarrier([route(['one'], { country: 'DE' })], CARRIERS)).toEqual({ kind: 'last' });
  });
});
