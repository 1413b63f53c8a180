import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { appointDoorkeeper, callFromBrowser, type Doorkeeper } from './browser';
import { ApiFailure } from './failure';
import { sessionCalls } from './session-calls';

const refusal = (code: string, status: number) =>
  new Response(
    JSON.stringify({
      type: `urn:codewire:problem:${code}`,
      title: 't',
      status,
      detail: 'd',
      code,
      remedy: 'r',
      request_id: 'req_1',
    }),
    { status },
  );
const notSignedIn = () => refusal('auth.not_signed_in', 401);
const stepUpNeeded = () => refusal('auth.step_up_needed', 403);
const done = () => new Response(null, { status: 204 });

let dismiss = () => {};

beforeEach(() => vi.stubGlobal('document', { documentElement: { lang: 'de' } }));
afterEach(() => {
  dismiss();
  vi.unstubAllGlobals();
});

function appoint(keeper: Partial<Doorkeeper>): void {
  dismiss = appointDoorkeeper({ isSignedIn: async () => false, prove: async () => false, ...keeper });
}

/** Calls are answered one after the other. */
function answerWith(...answers: Response[]) {
  const ask = vi.fn<typeof fetch>(async () => answers.shift() ?? done());
  vi.stubGlobal('fetch', ask);
  return ask;
}

const call = () => callFromBrowser(sessionCalls.signOut());
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ApiFailure ? error.problem?.code : error),
  );

describe('a call that needs a fresh proof', () => {
  test('is made again once the person has given it', async () => {
    const ask = answerWith(stepUpNeeded(), done());
    appoint({ prove: async () => true });
    expect(await codeOf(call())).toBe('done');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('fails as what it is when that is called off, and is not made again', async () => {
    const ask = answerWith(stepUpNeeded());
    appoint({});
    expect(await codeOf(call())).toBe('auth.step_up_needed');
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test('asks only once: a backend that is never content is no ring', async () => {
    answerWith(stepUpNeeded(), stepUpNeeded());
    const prove = vi.fn<Doorkeeper['prove']>(async () => true);
    appoint({ prove });
    expect(await codeOf(call())).toBe('auth.step_up_needed');
    expect(prove).toHaveBeenCalledTimes(1);
  });
});

describe('a call whose session is not known', () => {
  test('is made again when only the session’s secret had changed meanwhile', async () => {
    answerWith(notSignedIn(), done());
    appoint({ isSignedIn: async () => true });
    expect(await codeOf(call())).toBe('done');
  });

  test('fails when nobody is signed in', async () => {
    const ask = answerWith(notSignedIn());
    appoint({});
    expect(await codeOf(call())).toBe('auth.not_signed_in');
    expect(ask).toHaveBeenCalledTimes(1);
  });
});

test('before anybody is signed in a refusal is a refusal', async () => {
  answerWith(notSignedIn());
  expect(await codeOf(call())).toBe('auth.not_signed_in');
});

test('after a minute without a touch a call says that nobody is there', async () => {
  const headersOf = (ask: ReturnType<typeof answerWith>) => ask.mock.calls[0]![1]!.headers;
  let ask = answerWith(done());
  await call();
  expect(headersOf(ask)).not.toHaveProperty('x-codewire-idle');
  vi.useFakeTimers({ now: Date.now() + 61_000 });
  ask = answerWith(done());
  await call();
  vi.useRealTimers();
  expect(headersOf(ask)).toHaveProperty('x-codewire-idle', '1');
});
