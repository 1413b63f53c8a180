import { describe, expect, test } from 'vitest';
import { carrierOf, routeOf } from '../test/carriers.js';
import type { Route } from './route.store.js';
import { findUnreachable, hasDefault } from './unreachable.js';

const CARRIERS = new Map(
  [
    carrierOf('acme'),
    carrierOf('beta'),
    carrierOf('sim', { isSimulated: true }),
    carrierOf('paused', { status: 'paused' }),
    carrierOf('off', { status: 'disabled' }),
  ].map((carrier) => [carrier.id, carrier]),
);

/** Which of the routes, by their place, no message comes to. */
function unreachable(...routes: Route[]): number[] {
  const ids = findUnreachable(routes, CARRIERS);
  return routes.flatMap((route, place) => (ids.has(route.id) ? place : []));
}

describe('a route is unreachable behind one that takes all it would', () => {
  test.each<[string, Partial<Route>, Partial<Route>]>([
    ['the same', {}, {}],
    ['one for all, and its application', {}, { applicationId: 'app_x' }],
    ['one for all, and its country and prefix', {}, { country: 'DE', prefix: '4915' }],
    ['its country, and its prefix there', { country: 'DE' }, { country: 'DE', prefix: '4915' }],
    ['a shorter prefix', { prefix: '49' }, { prefix: '4915' }],
    ['its application, in one country', { applicationId: 'app_x' }, { applicationId: 'app_x', country: 'DE' }],
    ['whatever the modes', { mode: 'least_cost' }, { mode: 'weighted' }],
    ['also while it is disabled itself', {}, { isEnabled: false }],
  ])('%s', (_, first, second) => {
    expect(unreachable(routeOf(['acme'], first), routeOf(['beta'], second))).toEqual([1]);
  });
});

describe('a route is reached behind one', () => {
  test.each<[string, Partial<Route>, Partial<Route>]>([
    ['of another application', { applicationId: 'app_x' }, { applicationId: 'app_y' }],
    ['of one application', { applicationId: 'app_x' }, {}],
    ['of one country', { country: 'DE' }, {}],
    ['of another country', { country: 'DE' }, { country: 'FR' }],
    ['of a longer prefix', { prefix: '4915' }, { prefix: '49' }],
    ['of a prefix that begins in another way', { prefix: '4' }, { prefix: '1' }],
    ['of a prefix, where it names none', { prefix: '49' }, { country: 'DE' }],
    ['that is disabled', { isEnabled: false }, {}],
    ['whose carriers are paused or disabled', { carrierIds: ['paused', 'off', 'gone'] }, {}],
  ])('%s', (_, first, second) => {
    expect(unreachable(routeOf(['acme'], first), routeOf(['beta'], second))).toEqual([]);
  });

  test('over real carriers alone, when it leads to the simulated one too: test mode comes past the first', () => {
    expect(unreachable(routeOf(['acme']), routeOf(['sim']), routeOf(['beta', 'sim']))).toEqual([2]);
    expect(unreachable(routeOf(['sim']), routeOf(['acme']))).toEqual([1]);
  });
});

describe('there is a default', () => {
  test.each<[boolean, string, Route[]]>([
    [true, 'with one for all', [routeOf(['acme'], { country: 'DE' }), routeOf(['beta'])]],
    [true, 'wherever it stands', [routeOf(['sim']), routeOf(['acme'], { prefix: '1' })]],
    [false, 'not without any', []],
    [false, 'not with one for a prefix', [routeOf(['acme'], { prefix: '1' })]],
    [false, 'not with one that is disabled', [routeOf(['acme'], { isEnabled: false })]],
    [false, 'not with one that leads nowhere', [routeOf(['paused', 'off'])]],
    [false, 'not with one that leads to a simulated carrier in place of a real one', [routeOf(['paused', 'sim'])]],
  ])('%s: %s', (expected, _, routes) => expect(hasDefault(routes, CARRIERS)).toBe(expected));
});
