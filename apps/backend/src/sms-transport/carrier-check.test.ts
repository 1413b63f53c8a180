import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { checkCarrier, type StepResult } from './carrier-check.js';

const BIND_RESP = 0x80000009;
const ENQUIRE_LINK_RESP = 0x80000015;
const UNBIND_RESP = 0x80000006;

let server: Server;
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server.close();
});

/** A carrier that answers the commands of the list, each request in a packet of its own, and is silent to all others. */
async function listen(answers: readonly number[], onConnection: (socket: Socket) => void = () => undefined) {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
    socket.on('data', (pdu) => {
      const answer = (pdu.readUInt32BE(4) | 0x80000000) >>> 0;
      if (!answers.includes(answer)) return;
      const body = Buffer.alloc(answer === BIND_RESP ? 1 : 0);
      const header = Buffer.alloc(16);
      [16 + body.length, answer, 0, pdu.readUInt32BE(12)].forEach((word, at) => header.writeUInt32BE(word, at * 4));
      socket.write(Buffer.concat([header, body]));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
}

async function check(timeoutMs = 100) {
  const steps: StepResult[] = [];
  const { port } = server.address() as AddressInfo;
  const account = { host: '127.0.0.1', port, systemId: 'acme', systemType: '', password: 'pa55word' };
  const isWell = await checkCarrier(account, (step) => void steps.push(step), timeoutMs);
  return { isWell, steps, ends: steps.map(({ step, kind }) => `${step} ${kind}`), last: steps.at(-1) };
}

test('a carrier that answers everything is well, and each step has taken some time', async () => {
  await listen([BIND_RESP, ENQUIRE_LINK_RESP, UNBIND_RESP]);
  const { isWell, steps, ends } = await check();
  expect(isWell).toBe(true);
  expect(ends).toEqual(['connect done', 'bind done', 'enquire_link done', 'unbind done']);
  expect(steps.every(({ ms }) => ms >= 0 && ms < 2_000)).toBe(true);
});

test('a bind without an answer is told from a connection without one', async () => {
  await listen([]);
  const { isWell, ends, last } = await check();
  expect(isWell).toBe(false);
  expect(ends).toEqual(['connect done', 'bind failed']);
  expect(last).toMatchObject({ cause: expect.stringContaining('the bind was not answered') });
});

test('a bind that is then left alone fails at the sign of life, after its time and not before', async () => {
  await listen([BIND_RESP, UNBIND_RESP]);
  const { isWell, ends, last } = await check();
  expect(isWell).toBe(false);
  expect(ends).toEqual(['connect done', 'bind done', 'enquire_link failed']);
  expect(last).toMatchObject({ cause: expect.stringContaining('no sign of life') });
  expect(last?.ms).toBeGreaterThan(80);
});

test('a connection that is closed while the sign of life is awaited is no sign of life', async () => {
  await listen([BIND_RESP], (socket) => socket.on('data', (pdu) => void (pdu[7] === 0x15 && socket.end())));
  const { isWell, ends, last } = await check();
  expect(isWell).toBe(false);
  expect(ends).toEqual(['connect done', 'bind done', 'enquire_link failed']);
  expect(last).toMatchObject({ cause: expect.stringContaining('closed the connection') });
});

test('an unbind without an answer is told, and the connection is closed all the same', async () => {
  await listen([BIND_RESP, ENQUIRE_LINK_RESP]);
  const { isWell, ends } = await check();
  expect(isWell).toBe(false);
  expect(ends.at(-1)).toBe('unbind failed');
  await expect.poll(() => [...sockets].every(({ readyState }) => readyState !== 'open')).toBe(true);
});
