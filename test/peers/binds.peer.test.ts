import { join } from 'node:path';
import { SmppLink } from '@codewire/sms';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../../tools/root.mjs';
import { freePorts } from '../../tools/testing/processes.js';
import { startProgram, type Program } from './program.js';

let smsc: Program;
let port: number;

beforeAll(async () => {
  port = (await freePorts(1))[0]!;
  smsc = startProgram('perl', [join(root, 'test/peers/smsc.pl'), String(port)]);
  await smsc.outputMatching(/^listening/m);
});

afterAll(() => smsc?.stop());

const linkOf = (direction: 'transmitter' | 'receiver') =>
  new SmppLink(
    { host: '127.0.0.1', port, systemId: 'codewire', password: 'peer', direction, enquireLinkMs: 50 },
    { onReceipt: () => Promise.resolve() },
  );

test.each(['transmitter', 'receiver'] as const)(
  'a %s binds to Net::SMPP, is answered when it asks for life, and leaves with an unbind',
  async (direction) => {
    const link = linkOf(direction);
    link.start();
    await smsc.outputMatching(new RegExp(`^bound ${direction}$`, 'm'));
    await smsc.outputMatching(new RegExp(`^enquired ${direction}$`, 'm'));
    await vi.waitUntil(() => link.snapshot().rttMs !== null, { timeout: 10_000, interval: 20 });
    await link.stop();
    const [closed] = await smsc.outputMatching(new RegExp(`^closed .*kind=${direction}.*$`, 'm'));
    expect(closed).toContain('unbound=yes');
  },
);

test('a transmitter submits, and a receiver takes no submits', async () => {
  const [transmitter, receiver] = [linkOf('transmitter'), linkOf('receiver')];
  transmitter.start();
  receiver.start();
  await vi.waitUntil(() => transmitter.isBound && receiver.isBound, { timeout: 10_000, interval: 20 });
  const request = {
    sender: 'Codewire',
    destination: '12125550142',
    part: { payload: Buffer.from('Hi'), hasUdh: false },
    dataCoding: 0,
    expiresAtMs: Date.now() + 60_000,
    requestReceipt: false,
  } as const;
  expect(await transmitter.submit(request)).toMatchObject({
    kind: 'submitted',
    smscMessageId: expect.stringMatching(/^P/),
  });
  expect(receiver.room).toBe(0);
  expect(await receiver.submit(request)).toMatchObject({ kind: 'not_sent' });
  await Promise.all([transmitter.stop(), receiver.stop()]);
});
