import { expect, test } from 'vitest';
import { carrierOf } from '../test/carriers.js';
import { linkOptionsOf } from './link-account.js';

test.each([
  [1_000, 3_000],
  [9_000, 3_000],
  [60_000, 20_000],
])('a carrier that is given %i ms for an answer is mute without any for %i ms', (response_timeout_ms, muteAfterMs) => {
  const carrier = carrierOf('car_1');
  const slow = { ...carrier, settings: { ...carrier.settings, response_timeout_ms } };
  const options = linkOptionsOf({ carrier: slow, password: 'geheim', tlsKey: null }, 'transceiver');
  expect(options).toMatchObject({ responseTimeoutMs: response_timeout_ms, muteAfterMs });
});
