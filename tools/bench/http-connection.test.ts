import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { HttpConnection, post } from './http-connection.mjs';

let server: Server;
let connection: HttpConnection;

async function serve(listener: RequestListener, configure: (server: Server) => void = () => undefined): Promise<void> {
  server = createServer(listener);
  configure(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  connection = new HttpConnection((server.address() as AddressInfo).port);
}

afterEach(() => {
  connection.close();
  server.closeAllConnections();
  server.close();
});

const ask = (body: string) =>
  new Promise<{ status: number; body: string }>((resolve) => {
    connection.send(post('/v1/otp', 'some-key', body), (status, answer) => resolve({ status, body: answer }));
  });

const echo: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => void (body += chunk.toString()));
  request.on('end', () => {
    const answer = `${request.method} ${request.url} ${request.headers.authorization} ${body}`;
    response.writeHead(201, { 'content-length': Buffer.byteLength(answer) });
    // In two pieces, as a network would.
    response.write(answer.slice(0, 5));
    setImmediate(() => response.end(answer.slice(5)));
  });
};

test('a request is sent whole and its answer read whole, many times on one connection', async () => {
  let connections = 0;
  await serve(echo, (started) => started.on('connection', () => (connections += 1)));
  for (let turn = 0; turn < 20; turn += 1) {
    expect(await ask(`{"n":${turn}}`)).toEqual({ status: 201, body: `POST /v1/otp Bearer some-key {"n":${turn}}` });
  }
  expect(connections).toBe(1);
});

test('a server that closes after some requests is connected to anew, and no request is lost', async () => {
  await serve(echo, (started) => void (started.maxRequestsPerSocket = 3));
  const answers = [];
  for (let turn = 0; turn < 10; turn += 1) answers.push((await ask(`${turn}`)).status);
  expect(answers).toEqual(Array.from({ length: 10 }, () => 201));
});

test('a request without an answer is told as status 0, once', async () => {
  await serve((request) => void request.socket.destroy());
  expect(await ask('{}')).toEqual({ status: 0, body: '' });
});
