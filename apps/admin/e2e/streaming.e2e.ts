import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { freePorts } from '../../../tools/testing/processes.js';
import { startConsole, type Console } from '../../../tools/testing/services.js';

/** Stands in for the backend: it tells what reached it, and sends events when it is told to. */
const upstream = createServer();
let console: Console;
let arrived: { request: IncomingMessage; response: ServerResponse }[] = [];

beforeAll(async () => {
  upstream.on('request', (request, response) => void arrived.push({ request, response }));
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const [port] = await freePorts(1);
  console = await startConsole({ port: port!, adminPort: (upstream.address() as AddressInfo).port });
});

beforeEach(() => {
  arrived = [];
});

afterAll(async () => {
  await console.stop();
  upstream.closeAllConnections();
  upstream.close();
});

const STREAM = '/api/admin/live?since=1%2F2&tag=a%26b';

/** Asks through the console; resolves once the stand-in has the request. */
async function ask(headers: Record<string, string>) {
  const sent = get(`${console.url}${STREAM}`, { headers, agent: false });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  await once(upstream, 'request');
  const { request, response } = arrived.at(-1)!;
  return { sent, request, response, answer: async () => (await answered)[0] };
}

async function textOf(stream: IncomingMessage): Promise<string> {
  const [piece] = (await once(stream, 'data')) as [Buffer];
  return piece.toString();
}

test.each([
  ['from a backend that forbids to change it', { 'cache-control': 'no-cache, no-transform' }],
  ['from one that says nothing of it', {}],
])('each event of a stream arrives when it is sent, uncompressed: %s', async (_which, head) => {
  const { sent, response, answer } = await ask({ accept: 'text/event-stream', 'accept-encoding': 'gzip, br' });
  response.writeHead(200, { 'content-type': 'text/event-stream', ...head });
  response.write('data: one\n\n');
  const stream = await answer();
  expect(stream.headers['content-type']).toBe('text/event-stream');
  expect(stream.headers).not.toHaveProperty('content-encoding');
  expect(await textOf(stream)).toBe('data: one\n\n');
  for (const event of ['data: two\n\n', ': still there\n\n']) {
    response.write(event);
    expect(await textOf(stream)).toBe(event);
  }
  sent.destroy();
});

test('who has had enough of a stream ends it at the backend, too', async () => {
  const { sent, response, answer } = await ask({ accept: 'text/event-stream' });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: one\n\n');
  await answer();
  const closed = once(response, 'close');
  sent.on('error', () => undefined);
  sent.destroy();
  await closed;
});

test('the backend hears what the browser and the proxies before the console have said', async () => {
  const { request, response } = await ask({
    'x-forwarded-for': '203.0.113.7, 198.51.100.4',
    cookie: '__Host-cw_session=abc; codewire-locale=de',
    'sec-fetch-site': 'same-origin',
    'x-codewire-console': '1',
    'accept-language': 'de',
  });
  response.end();
  expect(request.url).toBe(STREAM);
  expect(request.headers).toMatchObject({
    'x-forwarded-for': '203.0.113.7, 198.51.100.4',
    'x-forwarded-host': new URL(console.url).host,
    host: `127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    cookie: '__Host-cw_session=abc; codewire-locale=de',
    'sec-fetch-site': 'same-origin',
    'x-codewire-console': '1',
    'accept-language': 'de',
  });
});

test('a session cookie comes back as the backend has set it', async () => {
  const { response, answer } = await ask({});
  const cookies = ['__Host-cw_session=s3cret; Path=/; HttpOnly; Secure; SameSite=Lax', '__Host-cw_setup=; Max-Age=0'];
  response.writeHead(204, { 'set-cookie': cookies, 'clear-site-data': '"cache"' });
  response.end();
  const { headers } = await answer();
  expect(headers['set-cookie']).toEqual(cookies);
  expect(headers['clear-site-data']).toBe('"cache"');
});
