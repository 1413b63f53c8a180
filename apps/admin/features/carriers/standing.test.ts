import type { BindView } from '@codewire/contracts';
import { expect, test } from 'vitest';
import { standingOf, worstFirst } from './standing';

const bind = (part: Partial<BindView>): BindView => ({
  slot: 1,
  direction: 'transceiver',
  node: 'n1',
  state: 'bound',
  reason: 'bound',
  command_status: null,
  since: '2026-11-26T00:00:00.000Z',
  window_used: 0,
  waiting: 0,
  tps: 0,
  tps_limit: null,
  rtt_ms: null,
  ...part,
});

test('sessions add up; those that only receive count for their state alone', () => {
  const carrier = {
    tps: 100,
    window_size: 10,
    bind_states: [
      bind({ direction: 'transmitter', tps: 4, tps_limit: 50, window_used: 3, rtt_ms: 12 }),
      bind({ direction: 'receiver', rtt_ms: 40 }),
      bind({ slot: 2, direction: 'transmitter', tps: 2, tps_limit: 25, window_used: 1, state: 'throttled' }),
      bind({ slot: 2, direction: 'receiver', state: 'down' }),
    ],
  };
  expect(standingOf(carrier)).toEqual({
    up: 3,
    tps: 6,
    tpsLimit: 75,
    windowUsed: 4,
    window: 20,
    roundTripMs: 40,
  });
});

test('without sessions the limit is what was set', () => {
  expect(standingOf({ tps: 20.5, window_size: 10, bind_states: [] })).toMatchObject({
    up: 0,
    tpsLimit: 20.5,
    window: 0,
    roundTripMs: null,
  });
  expect(standingOf({ tps: null, window_size: 10, bind_states: [bind({})] }).tpsLimit).toBeNull();
});

test('what is wrong comes first', () => {
  const states = ['bound', 'throttled', 'down', 'bound', 'connecting'] as const;
  const binds = states.map((state, index) => bind({ state, slot: index + 1 }));
  expect(worstFirst(binds).map(({ slot }) => slot)).toEqual([3, 5, 2, 1, 4]);
});
