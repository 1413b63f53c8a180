import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Client } from '../../apps/backend/src/test/client.js';
import { freshNumber } from '../../apps/backend/src/test/numbers.js';
import { NO_LIMITS, startSystem, type System } from '../../apps/backend/src/test/system.js';
import { newId } from '../../apps/backend/src/platform/ids.js';
import { Keyring } from '../../apps/backend/src/platform/keyring.js';
import { CarrierStore, passwordContext } from '../../apps/backend/src/sms-transport/carrier.store.js';
import { root } from '../../tools/root.mjs';
import { freePorts } from '../../tools/testing/processes.js';
import { currentRun } from '../../tools/testing/run-folder.js';
import { recordSecret } from '../../tools/testing/secrets.js';
import { startCapture } from './capture.js';
import { startProgram, type Program } from './program.js';

/** Every alphabet that the built-in texts need: GSM-7 and UCS-2, left to right and right to left. */
const LANGUAGES = ['en', 'de', 'es', 'pt-BR', 'ru', 'ar', 'he', 'hi', 'ja', 'zh-CN'];
const SHORT = 480;
/** With a brand so long that a text needs two parts. */
const LONG = 20;

let smsc: Program;
let capture: Awaited<ReturnType<typeof startCapture>>;
let system: System;

/** What was sent and what came of it, once the backend has left the carrier. */
let messages: { status: string; segments: number; carrier: string | null }[];
let smscSaid: string;
let recorderSaid: string;

beforeAll(async () => {
  const port = (await freePorts(1))[0]!;
  smsc = startProgram('perl', [join(root, 'test/peers/smsc.pl'), String(port)]);
  capture = await startCapture(port, join(currentRun().path, 'link.pcapng'));
  await smsc.outputMatching(/^listening/m);
  system = await startSystem({ backends: 0 });
  const carrierId = await addCarrier(port);
  const callers = [
    await callerOver(carrierId),
    await callerOver(carrierId, 'Никому не известная международная компания'),
  ];
  const backend = await system.startBackend();
  await smsc.outputMatching(/^bound transceiver/m);
  const [short, long] = callers.map((client) => client.at(backend.url)) as [Client, Client];
  const ids = [
    ...(await Promise.all(
      Array.from({ length: SHORT }, (_, index) => send(short, LANGUAGES[index % LANGUAGES.length]!)),
    )),
    ...(await Promise.all(Array.from({ length: LONG }, () => send(long, 'ru')))),
  ];
  messages = await ended(ids);
  await backend.stop();
  smscSaid = (await smsc.outputMatching(/^closed .*$/m))[0];
  recorderSaid = await capture.endAfter('80000006');
}, 180_000);

afterAll(async () => {
  await system?.stop();
  await capture?.stop();
  await smsc?.stop();
});

async function addCarrier(port: number): Promise<string> {
  const id = newId('car');
  // SMPP 3.4 5.2.2: at most eight characters.
  const password = randomBytes(6).toString('base64url');
  recordSecret('password', password);
  await new CarrierStore(system.database.sql).insertCarrier({
    id,
    name: 'Net::SMPP',
    isSimulated: false,
    host: '127.0.0.1',
    port,
    systemId: 'codewire',
    systemType: '',
    passwordSealed: Keyring.load(currentRun().keyringFile).encrypt(password, passwordContext(id)),
    windowSize: 10,
  });
  return id;
}

/** A caller of an application whose messages go to that carrier and to no other. */
async function callerOver(carrierId: string, name?: string): Promise<Client> {
  const { id, client } = await system.addApplication({ policy: NO_LIMITS });
  if (name !== undefined)
    await system.database.pool.query('update application set name = $2 where id = $1', [id, name]);
  const route = { id: newId('rou'), applicationId: id, country: null, carrierIds: [carrierId] };
  await new CarrierStore(system.database.sql).insertRoute(route, 'first');
  return client;
}

async function send(client: Client, language: string): Promise<string> {
  const { status, body } = await client.start({ number: freshNumber(), language });
  expect(status).toBe(201);
  return body.message.id;
}

/** Waits until every message has come to an end. */
async function ended(ids: readonly string[]) {
  const query = `select m.id, m.status, m.segments, c.name as carrier from message m
    left join attempt a on a.message_id = m.id left join carrier c on c.id = a.carrier_id where m.id = any ($1)`;
  return vi.waitUntil(
    async () => {
      const { rows } = await system.database.pool.query(query, [ids]);
      return rows.every(({ status }) => !['queued', 'submitting', 'submitted'].includes(status)) && rows;
    },
    { timeout: 60_000, interval: 100 },
  );
}

const total = () => messages.reduce((sum, { segments }) => sum + segments, 0);

describe('500 messages over one transceiver of Net::SMPP', () => {
  test('all are delivered, each in one attempt', () => {
    const outcomes = messages.map(({ status, carrier }) => `${status} by ${carrier}`);
    expect(outcomes).toEqual(Array.from({ length: SHORT + LONG }, () => 'delivered by Net::SMPP'));
  });

  test('every part was submitted once, every receipt acknowledged, and the link left with an unbind', () => {
    expect(total()).toBe(SHORT + 2 * LONG);
    expect(smscSaid).toBe(
      `closed acknowledged=${total()} kind=transceiver receipts=${total()} submits=${total()} unbound=yes`,
    );
  });
});

describe('Wireshark', () => {
  test('saw every packet', () => {
    expect(recorderSaid).toMatch(/received\/dropped on interface .*: \d+\/0 /);
  });

  test('decodes every PDU and finds none malformed', () => {
    const { counts, malformed } = capture.decode();
    const { '00000015': asked = 0, '80000015': answered = 0, ...others } = counts;
    expect(malformed).toBe(0);
    expect(answered).toBe(asked);
    expect(others).toEqual({
      '00000009': 1,
      '80000009': 1,
      '00000004': total(),
      '80000004': total(),
      '00000005': total(),
      '80000005': total(),
      '00000006': 1,
      '80000006': 1,
    });
  });
});

test('libsmpp34 unpacks every PDU we sent, and packs it to the same octets', () => {
  const program = join(currentRun().path, 'unpack');
  execFileSync('cc', ['-o', program, join(root, 'test/peers/unpack.c'), '-lsmpp34']);
  const pdus = capture.clientPdus();
  const { stdout } = spawnSync(program, { input: `${pdus.join('\n')}\n`, encoding: 'utf8' });
  expect(stdout).toBe(`unpacked ${pdus.length} of ${pdus.length}\n`);
  // The bind, every submit_sm, every deliver_sm_resp, the unbind.
  expect(pdus.length).toBeGreaterThanOrEqual(2 + 2 * total());
});
