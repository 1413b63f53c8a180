import type { MessageDetail } from '@codewire/contracts';
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Client } from '../../apps/backend/src/test/client.js';
import { freshNumber } from '../../apps/backend/src/test/numbers.js';
import { startSystem, untilMessage, type System } from '../../apps/backend/src/test/system.js';
import { routeOver } from '../../apps/backend/src/test/second-carrier.js';
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
/** What an operator might add: with it, a text of each alphabet needs two parts. */
const ADDITIONS = {
  de: 'Haben Sie diese Nachricht nicht erwartet, so hat jemand Ihre Nummer eingegeben; Sie müssen nichts weiter tun.',
  ru: 'Если вы не ждали этого, ничего делать не нужно.',
};
const COUNT = 500;
const PARTS = COUNT + (COUNT / LANGUAGES.length) * Object.keys(ADDITIONS).length;

let smsc: Program;
let capture: Awaited<ReturnType<typeof startCapture>>;
let system: System;

/** What was sent and what came of it, once the backend has left the carrier. */
let messages: MessageDetail[];
let smscSaid: string;
let recorderSaid: string;

beforeAll(async () => {
  const port = (await freePorts(1))[0]!;
  smsc = startProgram('perl', [join(root, 'test/peers/smsc.pl'), String(port)]);
  capture = await startCapture(port, join(currentRun().path, 'link.pcapng'));
  await smsc.outputMatching(/^listening/m);
  system = await startSystem({ backends: 0 });
  const carrierId = await addCarrier(port);
  await lengthenTexts();
  const { client: caller } = await routeOver(system, [carrierId]);
  const backend = await system.startBackend();
  await smsc.outputMatching(/^bound transceiver/m);
  const client = caller.at(backend.url);
  const ids = await Promise.all(
    Array.from({ length: COUNT }, (_, index) => send(client, LANGUAGES[index % LANGUAGES.length]!)),
  );
  messages = await Promise.all(ids.map((id) => untilMessage(client, id, 'delivered', 60_000)));
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

async function lengthenTexts(): Promise<void> {
  await system.database.pool.query('update template set max_segments = 2');
  for (const [locale, addition] of Object.entries(ADDITIONS)) {
    const update = `update template_version set body = body || ' ' || $2 where locale = $1 and status = 'published'`;
    await system.database.pool.query(update, [locale, addition]);
  }
}

async function send(client: Client, language: string): Promise<string> {
  const { status, body } = await client.start({ number: freshNumber(), language });
  expect(status).toBe(201);
  return body.message.id;
}

describe('500 messages over one transceiver of Net::SMPP', () => {
  test('all are delivered, each in one attempt', () => {
    const ways = messages.map(({ attempts }) => attempts.map(({ carrier, outcome }) => `${carrier} ${outcome}`));
    expect(new Set(ways.map(String))).toEqual(new Set(['Net::SMPP submitted']));
    expect(new Set(messages.flatMap(({ encoding }) => encoding))).toEqual(new Set(['GSM-7', 'UCS-2']));
    expect(messages.map(({ receipts, segments }) => receipts.length - segments)).toEqual(messages.map(() => 0));
  });

  test('every part was submitted once, every receipt acknowledged, and the link left with an unbind', () => {
    expect(messages.reduce((sum, { segments }) => sum + segments, 0)).toBe(PARTS);
    expect(smscSaid).toBe(
      `closed acknowledged=${PARTS} kind=transceiver receipts=${PARTS} submits=${PARTS} unbound=yes`,
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
      '00000004': PARTS,
      '80000004': PARTS,
      '00000005': PARTS,
      '80000005': PARTS,
      '00000006': 1,
      '80000006': 1,
    });
  });
});

describe('libsmpp34', () => {
  let program: string;
  beforeAll(() => {
    program = join(currentRun().path, 'unpack');
    execFileSync('cc', ['-o', program, join(root, 'test/peers/unpack.c'), '-lsmpp34']);
  });
  const unpack = (pdus: readonly string[]) =>
    spawnSync(program, { input: `${pdus.join('\n')}\n`, encoding: 'utf8' }).stdout.trimEnd();

  test('unpacks every PDU we sent, and packs it to the same octets', () => {
    const pdus = capture.clientPdus();
    expect(unpack(pdus)).toBe(`unpacked ${pdus.length} of ${pdus.length}`);
    // The bind, every submit_sm, every deliver_sm_resp, the unbind.
    expect(pdus.length).toBeGreaterThanOrEqual(2 + 2 * PARTS);
  });

  test('would have told: a text that is shorter than its length says is refused', () => {
    const whole = capture.clientPdus().find((pdu) => pdu.startsWith('00000004', 8))!;
    const length = (whole.length / 2 - 1).toString(16).padStart(8, '0');
    expect(unpack([length + whole.slice(8, -2)])).toMatch(/^PDU 1, command 00000004: not unpacked/);
  });
});
