import type { BindView } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { reachOf } from './reach.js';

const bind = (change: Partial<BindView> = {}): BindView => ({
  slot: 1,
  direction: 'transceiver',
  node: 'node-a',
  state: 'bound',
  reason: 'bound',
  command_status: null,
  since: '2026-11-25T12:00:00.000Z',
  window_used: 0,
  waiting: 0,
  tps: 0,
  tps_limit: null,
  rtt_ms: null,
  ...change,
});

const reach = (...state: BindView[]) => reachOf([{ carrierId: 'acme', slot: 1, node: 'node-a', state }])('acme');

test('a carrier is ready while a bind that submits has nothing waiting for its window', () => {
  expect(reach(bind())).toBe('ready');
  expect(reach(bind({ direction: 'transmitter', state: 'throttled', window_used: 9 }))).toBe('ready');
  expect(reach(bind({ waiting: 3 }), bind({ slot: 2 }))).toBe('ready');
});

test('a carrier has no room while all binds that submit have some waiting', () => {
  expect(reach(bind({ waiting: 1 }))).toBe('no_room');
  expect(reach(bind({ direction: 'transmitter', waiting: 1 }), bind({ direction: 'receiver' }))).toBe('no_room');
});

test('a carrier is not bound without a bind that submits, and another one is not bound for it', () => {
  expect(reach()).toBe('not_bound');
  expect(reach(bind({ direction: 'receiver' }))).toBe('not_bound');
  for (const state of ['idle', 'connecting', 'binding', 'draining', 'down'] as const) {
    expect(reach(bind({ state }))).toBe('not_bound');
  }
  expect(reachOf([{ carrierId: 'beta', slot: 1, node: 'node-a', state: [bind()] }])('acme')).toBe('not_bound');
});
