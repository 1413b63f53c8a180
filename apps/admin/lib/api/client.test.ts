import { afterEach, describe, expect, test, vi } from 'vitest';
import { calls } from './calls';
import { callApi } from './client';
import { ApiFailure, asFailure } from './failure';
import { sessionCalls } from './session-calls';
import { teamCalls } from './team-calls';
import { templateCalls } from './template-calls';

const CALLER = { origin: 'http://127.0.0.1:3002', language: 'de' };
const PROBLEM = {
  type: 'urn:codewire:problem:number.invalid',
  title: 'Not a phone number',
  status: 400,
  detail: 'No such number exists.',
  code: 'number.invalid',
  remedy: 'Send it with its country code.',
  request_id: 'req_1',
};

afterEach(() => vi.unstubAllGlobals());

/** The next call is answered like this; tells what was asked. */
function answerWith(body: string, status = 200, headers: Record<string, string> = {}) {
  const ask = vi.fn<typeof fetch>(async () => new Response(status === 204 ? null : body, { status, headers }));
  vi.stubGlobal('fetch', ask);
  return ask;
}

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => asFailure(error),
  );

test('a number travels in the body, in the reader’s language, never in the address', async () => {
  const ask = answerWith('{"messages":[]}');
  expect(await callApi(calls.handset({ number: '+12125550142' }), CALLER)).toEqual({ messages: [] });
  const [url, options] = ask.mock.calls[0]!;
  expect(url).toBe('http://127.0.0.1:3002/api/admin/handset');
  expect(options).toMatchObject({
    method: 'POST',
    body: '{"number":"+12125550142"}',
    headers: { 'accept-language': 'de', 'content-type': 'application/json' },
  });
});

test('every call carries what no form of another site can send, and whose it is', async () => {
  const ask = answerWith('', 204);
  await callApi(sessionCalls.signOut(), { ...CALLER, headers: { cookie: 'c=1' } });
  expect(ask.mock.calls[0]![1]).toMatchObject({
    method: 'POST',
    headers: { 'x-codewire-console': '1', cookie: 'c=1' },
  });
});

test.each([
  ['DELETE', teamCalls.removeOperator('opr_1')],
  ['PATCH', teamCalls.changeOperator('opr_1', { role: 'admin' })],
] as const)('%s is a way to ask, too', async (method, call) => {
  const ask = answerWith(method === 'PATCH' ? '{}' : '', method === 'PATCH' ? 200 : 204);
  await callApi<unknown>(call, CALLER).catch(() => undefined);
  expect(ask.mock.calls[0]![0]).toBe('http://127.0.0.1:3002/api/admin/team/operators/opr_1');
  expect(ask.mock.calls[0]![1]).toMatchObject({ method });
});

test('done without a word is an answer; a word where none belongs is none that we know', async () => {
  answerWith('', 204);
  expect(await callApi(teamCalls.removeOperator('opr_1'), CALLER)).toBeUndefined();
  answerWith('{"done":true}');
  expect(await failureOf(callApi(teamCalls.removeOperator('opr_1'), CALLER))).toMatchObject({ kind: 'unreadable' });
});

describe('a text and its tag', () => {
  const named = { templateId: 'tpl_1', locale: 'de' };
  const detail = {
    template_id: 'tpl_1',
    locale: 'de',
    direction: 'ltr',
    published: null,
    draft: null,
    update: null,
    source: null,
    inherited: null,
    findings: [],
    versions: [],
  };

  test('a change names the state that was seen, and its answer comes with the tag of the new one', async () => {
    const ask = answerWith(JSON.stringify(detail), 200, { etag: 'W/"1.5"' });
    expect(await callApi(templateCalls.discardDraft(named, '1.4'), CALLER)).toEqual({ data: detail, tag: '1.5' });
    expect(ask.mock.calls[0]![1]).toMatchObject({ method: 'DELETE', headers: { 'if-match': '"1.4"' } });
  });

  test('a state without its tag could not be changed, and is none that we know', async () => {
    answerWith(JSON.stringify(detail));
    expect(await failureOf(callApi(templateCalls.text(named), CALLER))).toMatchObject({ kind: 'unreadable' });
  });
});

test('a refusal keeps the backend’s own words', async () => {
  answerWith(JSON.stringify(PROBLEM), 400);
  const failure = await failureOf(callApi(calls.startTry({ number: 'x' }), CALLER));
  expect(failure).toMatchObject({ kind: 'refused', problem: PROBLEM });
});

test.each([
  ['<html>Bad gateway</html>', 502],
  ['', 500],
])('an error that is not the backend’s means that nobody is there: %j', async (body, status) => {
  answerWith(body, status);
  expect(await failureOf(callApi(calls.context(), CALLER))).toMatchObject({ kind: 'unreachable' });
});

test.each(['{"data":[]}', 'null', 'no JSON'])('an answer of another shape reaches no room: %s', async (body) => {
  answerWith(body);
  expect(await failureOf(callApi(calls.messages(new URLSearchParams()), CALLER))).toMatchObject({ kind: 'unreadable' });
});

test('a connection that is refused is told apart from one that was given up', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
  expect(await failureOf(callApi(calls.context(), CALLER))).toMatchObject({ kind: 'unreachable' });
  const signal = AbortSignal.abort();
  await expect(callApi(calls.context(), { ...CALLER, signal })).rejects.not.toBeInstanceOf(ApiFailure);
});

test('ids are escaped in the address', () => {
  expect(calls.message('a/b?c').path).toBe('/api/admin/messages/a%2Fb%3Fc');
});
