import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Carrier } from '../../apps/backend/src/test/carrier.js';
import { freshNumber } from '../../apps/backend/src/test/numbers.js';
import { root } from '../../tools/root.mjs';
import { startSimulator, type Simulator } from '../../tools/testing/services.js';
import { startProgram } from './program.js';

let simulator: Simulator;
let carrier: Carrier;

beforeAll(async () => {
  simulator = await startSimulator();
  carrier = new Carrier(simulator.url);
  await carrier.set({ receipt_delay_ms: 40 });
});

afterAll(() => simulator.stop());

/** What the client of Net::SMPP printed when it had done what it was told. */
async function runClient(mode: string, number: string, ...args: string[]): Promise<string[]> {
  const script = join(root, 'test/peers/esme.pl');
  const client = startProgram('perl', [script, mode, String(simulator.smppPort), number.replace('+', ''), ...args]);
  const code = await client.exited;
  const lines = client.output().trimEnd().split('\n');
  expect(lines).not.toEqual([]);
  expect(code, lines.join('\n')).toBe(0);
  return lines;
}

test('the simulated carrier serves a transceiver of Net::SMPP: 500 submits, 500 ids, 500 receipts', async () => {
  const number = freshNumber();
  expect(await runClient('transceiver', number, '500')).toEqual([
    'bound transceiver status=0',
    'ids 500',
    'submits 500 receipts DELIVRD=500',
    'enquire_link status=0',
    'unbind status=0',
  ]);
  expect((await carrier.messages(number))[0]?.text).toBe('message 500');
});

test('and a pair of transmitter and receiver: the receipts come to the receiver', async () => {
  expect(await runClient('pair', freshNumber(), '50')).toEqual([
    'bound transmitter status=0',
    'bound receiver status=0',
    'ids 50',
    'submits 50 receipts DELIVRD=50',
    'enquire_link status=0',
    'unbind status=0',
    'enquire_link status=0',
    'unbind status=0',
  ]);
});

test('a receipt of failure says so to Net::SMPP', async () => {
  const number = freshNumber();
  await carrier.set({ receipt: 'fail', receipt_delay_ms: 40 }, number);
  expect(await runClient('transceiver', number, '5')).toContain('submits 5 receipts UNDELIV=5');
});

test('texts that Net::SMPP encoded are read as they were meant, parts in any order', async () => {
  const number = freshNumber();
  expect(await runClient('texts', number)).toContain('submits 4 receipts DELIVRD=4');
  const shown = (await carrier.messages(number)).map(({ text }) => text);
  expect(shown).toEqual(['the beginning, the end', 'при 😀', 'plain € @']);
});
