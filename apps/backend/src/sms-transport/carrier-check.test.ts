import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { checkCarrier, type StepReport } from './carrier-check.js';

const BIND = '00000009';
const ENQUIRE_LINK = '00000015';
const UNBIND = '00000006';
const ALL = { [BIND]: 'well', [ENQUIRE_LINK]: 'well', [UNBIND]: 'well' } as const;

let server: Server;
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

/** A carrier that answers each request by its command: well, with a status, or by closing; the others never. */
async function listen(answers: Readonly<Record<string, string>>): Promise<void> {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    socket.on('data', (octets) => {
      for (const pdu of pdusOf(octets)) {
        const command = pdu.slice(8, 16);
        const answer = answers[command];
        if (answer === 'close') return void socket.end();
        if (answer === undefined) return;
        const status = answer === 'well' ? '00000000' : answer;
        const body = command === BIND && answer === 'well' ? '00' : '';
        const length = body === '' ? '00000010' : '00000011';
        socket.write(Buffer.from(`${length}8${command.slice(1)}${status}${pdu.slice(24, 32)}${body}`, 'hex'));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

function pdusOf(octets: Buffer): string[] {
  const pdus: string[] = [];
  for (let at = 0; at < octets.length; at += octets.readUInt32BE(at)) {
    pdus.push(octets.toString('hex', at, at + octets.readUInt32BE(at)));
  }
  return pdus;
}

async function check(timeoutMs = 100) {
  const told: StepReport[] = [];
  const { port } = server.address() as AddressInfo;
  const account = { host: '127.0.0.1', port, systemId: 'acme', systemType: '', password: 'pa55word', timeoutMs };
  const { is_well: isWell, steps } = await checkCarrier(account, (report) => void told.push(report));
  return { isWell, steps, told, ends: steps.map(({ step, outcome }) => `${step} ${outcome}`) };
}

test('a carrier that answers everything is well, and each step has its time', async () => {
  await listen(ALL);
  const { isWell, steps, ends, told } = await check();
  expect(isWell).toBe(true);
  expect(ends).toEqual(['dns done', 'tcp done', 'tls skipped', 'bind done', 'enquire_link done', 'unbind done']);
  expect(steps.every(({ ms }) => ms >= 0 && ms < 2_000)).toBe(true);
  expect(told).toEqual(steps.filter(({ outcome }) => outcome !== 'skipped'));
  expect(steps[0]?.detail).toBe('127.0.0.1');
});

test.each<[what: string, answers: Readonly<Record<string, string>>, step: string, cause: string]>([
  ['a bind without an answer', {}, 'bind', 'the bind was not answered'],
  ['a bind that ends the connection', { [BIND]: 'close' }, 'bind', 'closed the connection without a word'],
  ['a wrong password', { [BIND]: '0000000e' }, 'bind', 'Refused with ESME_RINVPASWD (0x0E): the password is wrong.'],
  [
    'one bind more than there may be',
    { [BIND]: '00000005' },
    'bind',
    'by a running Codewire, which holds all the binds',
  ],
  ['no sign of life', { ...ALL, [ENQUIRE_LINK]: undefined as never }, 'enquire_link', 'no sign of life'],
  ['an end in place of a sign of life', { ...ALL, [ENQUIRE_LINK]: 'close' }, 'enquire_link', 'closed the connection'],
  ['an unbind without an answer', { ...ALL, [UNBIND]: undefined as never }, 'unbind', 'did not answer the unbind'],
])('%s is told where it was met, and what comes after is not tried', async (_what, answers, step, cause) => {
  await listen(answers);
  const { isWell, steps } = await check();
  expect(isWell).toBe(false);
  const failed = steps.findIndex(({ outcome }) => outcome === 'failed');
  expect(steps[failed]).toMatchObject({ step, detail: expect.stringContaining(cause) });
  expect(steps.slice(failed + 1).every(({ outcome, ms }) => outcome === 'skipped' && ms === 0)).toBe(true);
  await expect
    .poll(() => [...sockets].every(({ readyState }) => readyState !== 'open'), { timeout: 20_000 })
    .toBe(true);
});
