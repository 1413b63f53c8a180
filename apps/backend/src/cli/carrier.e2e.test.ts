import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { startSimulator, type Simulator } from '../../../../tools/testing/services.js';
import { Carrier } from '../test/carrier.js';
import { commandLine } from '../test/command-line.js';
import { freshNumber } from '../test/numbers.js';
import { startSystem, type System } from '../test/system.js';
import { command } from './carrier.command.js';

const PASSWORD = 'r3al-pwd';

let system: System;
/** A carrier that knows one account: as far as the system can tell, a real one. */
let acme: Simulator;
let phones: Carrier;
let folder: string;

beforeAll(async () => {
  recordSecret('password', PASSWORD);
  folder = mkdtempSync(join(tmpdir(), 'codewire-carrier-'));
  writeFileSync(join(folder, 'password'), PASSWORD);
  const account = { CODEWIRE_SIMULATOR_SYSTEM_ID: 'acme', CODEWIRE_SIMULATOR_PASSWORD: PASSWORD };
  [system, acme] = await Promise.all([startSystem({ backends: 2 }), startSimulator(undefined, account)]);
  phones = new Carrier(acme.url);
});

afterAll(async () => {
  await system.stop();
  await acme.stop();
  rmSync(folder, { recursive: true });
});

test('running nodes bind to a new carrier as often as it permits, and live messages go to it and no others', async () => {
  const { client: live } = await system.addApplication();
  const file = join(folder, 'password');
  const address = ['--host', '127.0.0.1', '--port', String(acme.smppPort)];
  const account = ['--system-id', 'acme', '--password-file', file];
  const printed = await system.run('carrier', 'add', '--name', 'Acme', ...address, ...account);
  expect(printed).toContain('Added the carrier "Acme".');
  await vi.waitUntil(async () => (await phones.stats()).sessions === 1, { timeout: 20_000, interval: 20 });
  const [real, tried] = [freshNumber(), freshNumber()];
  expect((await live.start({ number: real })).status).toBe(201);
  expect((await system.client.start({ number: tried })).status).toBe(201);
  await phones.code(real);
  await system.carrier.code(tried);
  expect(await phones.messages(tried)).toEqual([]);
  expect(await system.carrier.messages(real)).toEqual([]);
});

describe('a test of a carrier', () => {
  const run = (...args: string[]) => commandLine({ carrier: command }, system.database.url)('carrier', 'test', ...args);
  const failed = { code: 1, complained: 'The carrier "Acme" does not work from here.' };
  const point = (changes: string) => system.database.pool.query(`update carrier set ${changes} where name = 'Acme'`);

  test('tells each step with its time', async () => {
    const { code, printed, complained } = await run('Acme');
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    const [head, ...steps] = printed.split('\n');
    expect(head).toBe(`Acme: 127.0.0.1:${acme.smppPort} as acme`);
    expect(steps.map((step) => step.replace(/\d+ ms/, 'n ms').replace(/ +/g, ' '))).toEqual([
      ' dns n ms ok (127.0.0.1)',
      ' tcp n ms ok',
      ' bind n ms ok',
      ' enquire_link n ms ok',
      ' unbind n ms ok',
      'It works.',
    ]);
  });

  test.each([
    [0x05, 'ESME_RALYBND', 'the account is bound already'],
    [0x0e, 'ESME_RINVPASWD', 'the password is wrong'],
    [0x0f, 'ESME_RINVSYSID', 'the carrier does not know the system id'],
    [0x0d, 'ESME_RBINDFAIL', "whether this machine's address is on its list"],
    [0x400, '0x00000400', 'ask the carrier'],
  ])('says what a refusal with 0x%s means', async (status, name, cause) => {
    await phones.set({ refuse_bind: status });
    const { printed, ...rest } = await run('Acme');
    await phones.set({});
    expect(rest).toEqual(failed);
    expect(printed).toMatch(/^ {2}tcp .* ok\n {2}bind .* failed\. Refused with /m);
    expect(printed).toContain(`Refused with ${name}`);
    expect(printed).toContain(cause);
  });

  test('with a wrong password ends at the bind, and shows neither password', async () => {
    await acme.outputMatching(/"event":"bound"/);
    const other = await startSimulator(undefined, {
      CODEWIRE_SIMULATOR_SYSTEM_ID: 'acme',
      CODEWIRE_SIMULATOR_PASSWORD: 'other-pw',
    });
    await point(`port = ${other.smppPort}`);
    const { printed, ...rest } = await run('Acme');
    await point(`port = ${acme.smppPort}`);
    await other.stop();
    expect(rest).toEqual(failed);
    expect(printed).toContain('Refused with ESME_RINVPASWD (0x0E): the password is wrong.');
    expect(printed).not.toContain(PASSWORD);
    expect(other.output()).not.toContain(PASSWORD);
  });

  test('says when nothing listens, and when what listens speaks another protocol', async () => {
    await point('port = 1');
    const refused = await run('Acme');
    await point(`port = ${acme.httpPort}`);
    const other = await run('Acme');
    await point(`port = ${acme.smppPort}`);
    expect(refused.printed).toMatch(/tcp .* failed\. No connection \(ECONNREFUSED\): nothing listens there/);
    expect(other.printed).toMatch(/bind .* failed\. What answers there does not speak SMPP/);
    expect([refused.code, other.code]).toEqual([1, 1]);
  });

  test('leaves receipts to the nodes that store them', async () => {
    const { client: live } = await system.addApplication();
    await phones.set({ receipt_delay_ms: 300 });
    const { body } = await live.start({ number: freshNumber() });
    await run('Acme');
    await vi.waitUntil(async () => (await live.message(body.message.id)).body.status === 'delivered', {
      timeout: 15_000,
      interval: 50,
    });
    await phones.set({});
  });
});
