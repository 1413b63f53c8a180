import { describe, expect, test } from 'vitest';
import { carrierOf, routeOf } from '../test/carriers.js';
import type { Carrier } from './carrier.store.js';
import type { Price } from './prices.js';
import type { Route } from './route.store.js';
import { decideRoute, orderCarriers, placeForCarrier, type Destination, type Turn } from './routing.js';

const carrier = (id: string, change: Partial<Carrier> = {}): [string, Carrier] => [id, carrierOf(id, change)];

const CARRIERS = new Map([
  carrier('one'),
  carrier('two'),
  carrier('three'),
  carrier('off', { status: 'disabled' }),
  carrier('paused', { status: 'paused' }),
  carrier('sim', { isSimulated: true }),
]);

const LIVE: Destination = { applicationId: 'shop', country: 'DE', numberPrefix: '491511', isSimulatedOnly: false };
const TURN: Turn = { usedBefore: [], isPassedOver: () => false, draw: 0 };

const list = (prices: Record<string, string>, currency = 'EUR') =>
  new Map(Object.entries(prices).map(([prefix, price]): [string, Price] => [prefix, { price, currency }]));

function plan(
  routes: readonly Route[],
  change: Partial<Destination & Turn> = {},
  prices = new Map<string, ReturnType<typeof list>>(),
) {
  const decision = decideRoute({ ...LIVE, ...change }, { routes, carriers: CARRIERS, prices });
  return decision === undefined ? [] : orderCarriers(decision, { ...TURN, ...change });
}

describe('a plan', () => {
  test('is the first rule whose conditions all hold and that leads anywhere', () => {
    const routes = [
      routeOf(['two'], { country: 'FR' }),
      routeOf(['two'], { applicationId: 'other' }),
      routeOf(['two'], { prefix: '491512' }),
      routeOf(['two'], { isEnabled: false }),
      routeOf(['off', 'paused', 'gone']),
      routeOf(['one', 'off', 'two'], { applicationId: 'shop', country: 'DE', prefix: '4915' }),
      routeOf(['two']),
    ];
    expect(plan(routes)).toEqual(['one', 'two']);
    expect(plan(routes, { applicationId: 'other' })).toEqual(['two']);
  });

  test('goes by no prefix where nobody kept the digits', () => {
    const routes = [routeOf(['one'], { prefix: '4' }), routeOf(['two'])];
    expect(plan(routes, { numberPrefix: null })).toEqual(['two']);
  });

  test('of what must not leave the house has simulated carriers alone', () => {
    const routes = [routeOf(['one']), routeOf(['two', 'sim'])];
    expect(plan(routes, { isSimulatedOnly: true })).toEqual(['sim']);
  });

  test('of what is for a phone has no simulated carrier beside a real one, not even while that is paused', () => {
    expect(plan([routeOf(['sim', 'one', 'two'])])).toEqual(['one', 'two']);
    expect(plan([routeOf(['paused', 'sim']), routeOf(['two'])])).toEqual(['two']);
    expect(plan([routeOf(['sim'])])).toEqual(['sim']);
    expect(plan([routeOf(['one', 'sim'])], { isSimulatedOnly: true })).toEqual(['sim']);
  });

  test('is empty where no route leads anywhere', () => {
    expect(plan([routeOf(['off'])])).toEqual([]);
  });

  test('has an open breaker behind all others, and asks it when nothing else is left', () => {
    const isPassedOver = (id: string) => id === 'one';
    expect(plan([routeOf(['one', 'two', 'three'])], { isPassedOver })).toEqual(['two', 'three', 'one']);
    expect(plan([routeOf(['one'])], { isPassedOver })).toEqual(['one']);
  });

  test('begins with a carrier that no earlier send went to, then with the one whose turn is longest ago', () => {
    const routes = [routeOf(['one', 'two', 'three'])];
    expect(plan(routes, { usedBefore: ['one'] })).toEqual(['two', 'three', 'one']);
    expect(plan(routes, { usedBefore: ['one', 'two'] })).toEqual(['three', 'one', 'two']);
    expect(plan(routes, { usedBefore: ['two', 'three', 'one'] })).toEqual(['two', 'three', 'one']);
    expect(plan([routeOf(['one'])], { usedBefore: ['one'] })).toEqual(['one']);
  });

  test('prefers a carrier that was used before to one whose breaker is open', () => {
    const isPassedOver = (id: string) => id === 'two';
    expect(plan([routeOf(['one', 'two'])], { usedBefore: ['one'], isPassedOver })).toEqual(['one', 'two']);
  });
});

/** Park and Miller's minimal standard: the same draws in every run. */
function seeded(seed = 42): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('by weight', () => {
  const DRAWS = 100_000;
  const shares = (route: Route, change: Partial<Turn> = {}) => {
    const random = seeded();
    const counts = new Map<string, number>();
    const decision = decideRoute(LIVE, { routes: [route], carriers: CARRIERS, prices: new Map() })!;
    for (let draw = 0; draw < DRAWS; draw += 1) {
      const [first] = orderCarriers(decision, { ...TURN, ...change, draw: random() });
      counts.set(first as string, (counts.get(first as string) ?? 0) + 1);
    }
    return counts;
  };

  test.each([[[1, 1, 1]], [[70, 20, 10]], [[1, 1_000, 3]], [[5, 0, 5]], [[]]])(
    'each carrier comes first as often as its share of %j says, over a hundred thousand draws',
    (weights) => {
      const ids = ['one', 'two', 'three'];
      const counts = shares(routeOf(ids, { mode: 'weighted', weights }));
      const total = ids.reduce((sum, _, place) => sum + (weights[place] ?? 1), 0);
      ids.forEach((id, place) => {
        const share = (weights[place] ?? 1) / total;
        // Five standard deviations of a binomial: one false alarm in millions, and the draws are always the same.
        const bound = 5 * Math.sqrt(DRAWS * share * (1 - share));
        expect(Math.abs((counts.get(id) ?? 0) - DRAWS * share)).toBeLessThanOrEqual(bound);
      });
    },
  );

  test('shares are kept among those that are not passed over', () => {
    const isPassedOver = (id: string) => id === 'one';
    const counts = shares(routeOf(['one', 'two', 'three'], { mode: 'weighted', weights: [90, 5, 5] }), {
      isPassedOver,
    });
    expect(counts.has('one')).toBe(false);
    expect(Math.abs((counts.get('two') ?? 0) - DRAWS / 2)).toBeLessThan(1_000);
  });

  test('the rest stand behind the first in one order, so that queues stay few', () => {
    const random = seeded();
    const route = routeOf(['one', 'two', 'three'], { mode: 'weighted', weights: [1, 3, 2] });
    const orders = new Set(Array.from({ length: 1_000 }, () => plan([route], { draw: random() }).join(' ')));
    expect(orders).toEqual(new Set(['two three one', 'three two one', 'one two three']));
  });

  test('where nothing weighs anything the order of the rule stands', () => {
    expect(plan([routeOf(['two', 'one'], { mode: 'weighted', weights: [0, 0] })], { draw: 0.99 })).toEqual([
      'two',
      'one',
    ]);
  });
});

describe('by cost', () => {
  const route = routeOf(['one', 'two', 'three'], { mode: 'least_cost' });

  test('the cheapest for the longest prefix that fits comes first, and one without a price last', () => {
    const prices = new Map([
      ['two', list({ 49: '0.05', 4915: '0.09' })],
      ['three', list({ 49: '0.1', 491512: '0.01', 4915112: '0.01' })],
    ]);
    expect(plan([route], {}, prices)).toEqual(['two', 'three', 'one']);
    expect(plan([route], { numberPrefix: '491701' }, prices)).toEqual(['two', 'three', 'one']);
    expect(plan([route], { numberPrefix: '491512' }, prices)).toEqual(['three', 'two', 'one']);
    expect(plan([route], { numberPrefix: null }, prices)).toEqual(['one', 'two', 'three']);
  });

  test('prices are compared as numbers, and ties go by order', () => {
    const prices = new Map([
      ['one', list({ 4: '0.1' })],
      ['two', list({ 4: '0.10' })],
      ['three', list({ 4: '0.099' })],
    ]);
    expect(plan([route], {}, prices)).toEqual(['three', 'one', 'two']);
  });

  test('a price in another currency compares with nothing', () => {
    const prices = new Map([
      ['one', list({ 4: '0.2' })],
      ['two', list({ 4: '0.1' }, 'IDR')],
      ['three', list({ 4: '0.1' })],
    ]);
    expect(plan([route], {}, prices)).toEqual(['three', 'one', 'two']);
  });
});

describe('a new carrier', () => {
  test('joins the real ones in the route that takes everything', () => {
    const general = routeOf(['one', 'two']);
    const narrow = [routeOf(['one'], { country: 'DE' }), routeOf(['one'], { prefix: '49' })];
    expect(placeForCarrier([...narrow, general], CARRIERS)).toEqual({ kind: 'joins', route: general });
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
