import type { CarrierSettings } from '@codewire/contracts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '../../../../tools/testing/services.js';
import { Carrier, type Submission } from './carrier.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { addCarrier, routeOver } from './second-carrier.js';
import { startSystem, type System } from './system.js';

// With six digits and a blank 305 septets: two segments behind the shorter header, three behind the longer one.
const FILLER = 'x'.repeat(298);
const accounts = {
  udh_8: { long_texts: 'udh_8' },
  udh_16: { long_texts: 'udh_16' },
  sar: { long_texts: 'sar' },
  message_payload: { long_texts: 'message_payload' },
  own: {
    sender_addressing: { alphanumeric: { ton: 5, npi: 1 } },
    destination_addressing: { ton: 2, npi: 8 },
    validity: 'absolute',
    tlvs: [
      { tag: '1401', value: '31313037' },
      { tag: '1400', value: '31313031' },
    ],
  },
  without: { validity: 'none' },
} satisfies Record<string, Partial<CarrierSettings>>;
type Account = keyof typeof accounts;

let system: System;
let simulator: Simulator;
let carrier: Carrier;
const callers = {} as Record<Account, Client>;

beforeAll(async () => {
  [system, simulator] = await Promise.all([startSystem({ backends: 0 }), startSimulator()]);
  carrier = new Carrier(simulator.url);
  const { pool } = system.database;
  await pool.query('update template set max_segments = 3');
  await pool.query(`update template_version set body = $1 where locale = 'en' and status = 'published'`, [
    `{code} ${FILLER}`,
  ]);
  for (const [name, settings] of Object.entries(accounts)) {
    const id = await addCarrier(system, name, simulator.smppPort);
    await pool.query('update carrier set settings = $2 where id = $1', [id, settings]);
    callers[name as Account] = (await routeOver(system, [id])).client;
  }
  const { url } = await system.startBackend();
  for (const name of Object.keys(accounts) as Account[]) callers[name] = callers[name].at(url);
  const bound = async () => (await carrier.state()).accounts['codewire']?.bound.all;
  await vi.waitUntil(async () => (await bound()) === Object.keys(accounts).length, { timeout: 30_000, interval: 50 });
});

afterAll(async () => {
  await system.stop();
  await simulator.stop();
});

/** Sends a long text over the account: what the carrier got, and what the phone shows. */
async function send(account: Account): Promise<{ submissions: Submission[]; text: string }> {
  const number = freshNumber();
  const { body } = await callers[account].start({ number, language: 'en' });
  expect(body.message.status).not.toBe('failed');
  const text = await carrier.text(number);
  expect(text).toContain(body.passcode);
  return { submissions: await carrier.submissions(number), text };
}

const UDH = 0x40;
const INT_16 = expect.stringMatching(/^00[0-9a-f]{2}$/) as string;

describe('a long text goes out as its carrier takes it, and is whole on the phone', () => {
  test.each([
    ['udh_8', [1, 2]],
    ['udh_16', [1, 2, 3]],
  ] as const)('behind a header: %s', async (account, parts) => {
    const { submissions, text } = await send(account);
    expect(text.endsWith(` ${FILLER}`)).toBe(true);
    expect(submissions).toMatchObject(parts.map((part) => ({ part, parts: parts.length, esm_class: UDH, tlvs: {} })));
  });

  test('with its place in optional parameters', async () => {
    const { submissions, text } = await send('sar');
    expect(text.endsWith(` ${FILLER}`)).toBe(true);
    expect(submissions).toMatchObject([
      { part: 1, parts: 2, esm_class: 0, tlvs: { '020c': INT_16, '020e': '02', '020f': '01' } },
      { part: 2, parts: 2, esm_class: 0, tlvs: { '020c': INT_16, '020e': '02', '020f': '02' } },
    ]);
  });

  test('whole, in one submit', async () => {
    const { submissions, text } = await send('message_payload');
    expect(text.endsWith(` ${FILLER}`)).toBe(true);
    expect(submissions).toMatchObject([{ part: 1, parts: 1, esm_class: 0 }]);
  });
});

test('addresses, validity and optional parameters are those of the carrier', async () => {
  const { submissions } = await send('own');
  expect(submissions[0]).toMatchObject({
    source: { ton: 5, npi: 1 },
    destination: { ton: 2, npi: 8 },
    validity_period: expect.stringMatching(/^\d{12}000\+$/) as string,
    tlvs: { '1400': '31313031', '1401': '31313037' },
  });
  expect((await send('without')).submissions[0]).toMatchObject({
    source: { ton: 5, npi: 0 },
    destination: { ton: 1, npi: 1 },
    validity_period: '',
    tlvs: {},
  });
});
