import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { freshNumber, start, type Running } from './test/running.js';

/** One request with literal headers, which fetch would not send. */
function send(
  { httpPort }: Running,
  {
    method = 'GET',
    path = '/healthz',
    headers = {},
    body = '',
  }: {
    method?: string;
    path?: string;
    headers?: Record<string, string>;
    body?: string;
  },
): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ port: httpPort, host: '127.0.0.1', method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };

describe('the HTTP door', () => {
  test('healthz is JSON', async () => {
    expect(await send(await start(), {})).toEqual({ status: 200, type: 'application/json', body: '{"status":"ok"}' });
  });

  test.each([
    ['a foreign host', { headers: { host: 'evil.example' } }, 'Host must be 127.0.0.1 or localhost.'],
    [
      'a host that only begins right',
      { headers: { host: '127.0.0.1.evil.example' } },
      'Host must be 127.0.0.1 or localhost.',
    ],
    [
      'a page of another origin',
      { method: 'POST', path: '/connections/drop', headers: { origin: 'http://evil.example' } },
      'Web pages may not call the simulated carrier.',
    ],
  ])('%s is refused', async (_, sent, detail) => {
    const response = await send(await start(), sent);
    expect(response.status).toBe(403);
    expect(response.type).toBe('application/problem+json');
    expect(JSON.parse(response.body)).toEqual({ type: 'about:blank', title: 'Forbidden', status: 403, detail });
  });

  test.each(['localhost', 'LOCALHOST:2780', '127.0.0.1:1'])('the host %s is accepted', async (host) => {
    expect((await send(await start(), { headers: { host } })).status).toBe(200);
  });

  test.each<[string, Parameters<typeof send>[1], number, string]>([
    ['an unknown path', { path: '/handset' }, 404, 'No such path.'],
    ['a wrong method', { method: 'DELETE', path: '/healthz' }, 405, 'This path takes GET.'],
    [
      'a body that is not JSON',
      { method: 'PUT', path: '/faults', headers: JSON_TYPE, body: '{' },
      400,
      'The body is not valid JSON.',
    ],
    [
      'another content type',
      { method: 'PUT', path: '/faults', body: '{}' },
      415,
      'Send the body as Content-Type: application/json.',
    ],
    [
      'a body over 16 KiB',
      { method: 'PUT', path: '/faults', headers: JSON_TYPE, body: `"${'x'.repeat(16_384)}"` },
      413,
      'A body has at most 16 KiB.',
    ],
    ['no body', { method: 'PUT', path: '/faults' }, 400, 'The request has wrong fields.'],
    ['a broken escape', { path: '/handsets/%zz/messages' }, 400, 'The path is not percent-encoded UTF-8.'],
    [
      'NUL as a number',
      { path: '/handsets/%00/messages' },
      400,
      'A number is 1 to 20 digits, with or without a leading +.',
    ],
    ['an encoded slash', { path: '/handsets/1%2Fmessages' }, 404, 'No such path.'],
    [
      'a number with text around',
      { path: '/handsets/1555x/messages' },
      400,
      'A number is 1 to 20 digits, with or without a leading +.',
    ],
    [
      'a number of 21 digits',
      { path: '/faults/155501000010000000001' },
      400,
      'A number is 1 to 20 digits, with or without a leading +.',
    ],
    [
      'a wrong number in a query',
      { path: '/submissions?number=' },
      400,
      'A number is 1 to 20 digits, with or without a leading +.',
    ],
    ['a wrong time in a query', { path: '/submissions?since=yesterday' }, 400, 'The request has wrong fields.'],
  ])('%s is a problem', async (_, sent, status, detail) => {
    const response = await send(await start(), sent);
    expect(response.type).toBe('application/problem+json');
    expect(JSON.parse(response.body)).toMatchObject({ status, detail });
    expect(response.status).toBe(status);
  });

  test('every wrong field of a body is named, and the switches stay as they were', async () => {
    const simulator = await start();
    const body = { receipt: 'maybe', answer_delay_ms: -1, refuse_status: 0, throtle: 1 };
    const refused = await simulator.call('PUT', '/faults', body);
    expect(refused.status).toBe(400);
    expect((refused.body.errors as { field: string }[]).map(({ field }) => field)).toEqual([
      'receipt',
      'answer_delay_ms',
      'refuse_status',
      'body',
    ]);
    expect((await simulator.call('GET', '/faults')).body).toMatchObject({ receipt: 'deliver', answer_delay_ms: 0 });
  });

  test('a body with __proto__ is refused', async () => {
    const sent = { method: 'PUT', path: '/faults', headers: JSON_TYPE, body: '{"__proto__":{"answer":"never"}}' };
    expect((await send(await start(), sent)).status).toBe(400);
  });

  test('a bind cannot be refused for one number', async () => {
    const simulator = await start();
    expect((await simulator.call('PUT', `/faults/${freshNumber()}`, { refuse_bind: 13 })).status).toBe(400);
  });

  test('an unknown number has an empty inbox', async () => {
    expect(await (await start()).call('GET', '/handsets/+15550100999/messages')).toEqual({
      status: 200,
      body: { messages: [] },
    });
  });
});
