import { fastify } from 'fastify';
import { describe, expect, test } from 'vitest';
import { newMessageId, newVerificationId } from './ids.js';
import { Log, noteSubject, requestContext } from './log.js';
import { Metrics } from './metrics.js';
import { beginRequest, endRequest } from './request-hooks.js';

/** A bare server with our first and last hook; resolves with the line and the metrics of one request. */
async function observe(request: { method: 'GET' | 'POST' | 'PROPFIND'; url: string; payload?: object }) {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const log = new Log({ level: 'debug', nodeId: 'n1', destination });
  const metrics = new Metrics();
  const server = fastify();
  server.addHook('onRequest', async (asked, reply) => beginRequest(asked, reply, false));
  server.addHook('onResponse', async (asked, reply) => endRequest(asked, reply, log, metrics));
  server.post('/v1/otp/:id/check', (asked) => {
    requestContext(asked).applicationId = 'app_1';
    return {};
  });
  server.get<{ Params: { verificationId: string; messageId: string } }>(
    '/v1/about/:verificationId/:messageId',
    (asked) => {
      noteSubject(asked, asked.params);
      return {};
    },
  );
  server.get('/healthz', () => ({}));
  server.get('/v1/refused', (asked, reply) => {
    requestContext(asked).problem = 'limit.wrong_checks';
    return reply.code(429).send({});
  });
  await server.inject({
    method: request.method as 'GET',
    url: request.url,
    ...(request.payload && { payload: request.payload }),
  });
  await server.close();
  return { lines, metrics: await metrics.registry.metrics() };
}

describe('the line of a request', () => {
  test('names the route and never the path, the query or the body', async () => {
    const url = '/v1/otp/ver_secret/check?number=12125551212';
    const { lines, metrics } = await observe({ method: 'POST', url, payload: { code: '123456' } });
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        node: 'n1',
        event: 'request',
        request_id: expect.stringMatching(/^req_[0-9A-Za-z]{22}$/),
        method: 'POST',
        route: '/v1/otp/:id/check',
        status: 200,
        ms: expect.any(Number),
        application: 'app_1',
      },
    ]);
    expect(metrics).toContain('codewire_request_seconds_count{method="POST",route="/v1/otp/:id/check",status="2xx"} 1');
  });

  test('says what it was about, in ids of ours alone', async () => {
    const [verificationId, messageId] = [newVerificationId(), newMessageId(1)];
    const known = await observe({ method: 'GET', url: `/v1/about/${verificationId}/${messageId}` });
    expect(known.lines).toMatchObject([{ verification: verificationId, message: messageId }]);
    const typed = await observe({ method: 'GET', url: '/v1/about/12125551212/ver_12125551212' });
    expect(JSON.stringify(typed.lines)).not.toContain('12125551212');
  });

  test('of a path that nobody serves does not repeat it, nor a method that nobody knows', async () => {
    const { lines, metrics } = await observe({ method: 'PROPFIND', url: '/12125551212' });
    expect(lines).toMatchObject([{ method: 'OTHER', route: 'none', status: 404 }]);
    expect(JSON.stringify(lines) + metrics).not.toContain('12125551212');
    expect(metrics).toContain('codewire_request_seconds_count{method="OTHER",route="none",status="4xx"} 1');
  });

  test('is as loud as its refusal', async () => {
    const { lines } = await observe({ method: 'GET', url: '/v1/refused' });
    expect(lines).toMatchObject([{ level: 'warn', problem: 'limit.wrong_checks', status: 429 }]);
  });

  test('of a probe is for debugging', async () => {
    const { lines } = await observe({ method: 'GET', url: '/healthz' });
    expect(lines).toMatchObject([{ level: 'debug', route: '/healthz' }]);
  });
});
