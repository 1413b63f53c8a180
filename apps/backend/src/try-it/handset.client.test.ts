import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PhoneNumber } from '@codewire/otp';
import { afterEach, expect, test } from 'vitest';
import { AppError } from '../platform/app-error.js';
import { HandsetClient } from './handset.client.js';

const NUMBER = '+12125550117' as PhoneNumber;
const MESSAGE = {
  text: 'Your Codewire code is here.',
  encoding: 'GSM-7',
  segments: 1,
  from: 'Codewire',
  received_at: '2026-11-24T14:03:00.000Z',
};

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A client of whatever answers like this. */
async function clientOf(answer: RequestListener): Promise<HandsetClient> {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return new HandsetClient((server.address() as AddressInfo).port);
}

const json =
  (body: unknown, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('asks for the digits and returns what the handset shows', async () => {
  const asked: string[] = [];
  const client = await clientOf((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    json({ messages: [MESSAGE] })(request, response);
  });
  expect(await client.messages(NUMBER)).toEqual({ messages: [MESSAGE] });
  expect(asked).toEqual(['GET /handsets/12125550117/messages']);
});

test.each<[string, RequestListener]>([
  ['another shape', json({ messages: [{ text: 'no more than that' }] })],
  ['an error', json({ messages: [] }, 500)],
  ['no JSON', (_request, response) => void response.end('<html>')],
  ['a redirect', (_request, response) => void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['a cut connection', (request) => void request.socket.destroy()],
])('%s is told as a handset that does not answer', async (_, answer) => {
  const refusal = await refusalOf((await clientOf(answer)).messages(NUMBER));
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({ code: 'handset.unavailable' });
});

test('where nothing listens no handset answers, and the number is in no word of the error', async () => {
  const client = await clientOf(json({}));
  server?.close();
  await once(server as Server, 'close');
  const refusal = (await refusalOf(client.messages(NUMBER))) as AppError;
  expect(refusal.code).toBe('handset.unavailable');
  const words = `${refusal.stack} ${String(refusal.cause)} ${(refusal.cause as Error).stack}`;
  expect(words).not.toContain('2125550117');
});
