import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextSend, nextWrongCheck, resendAt } from './limits.js';
import { DEFAULT_POLICY, type Policy, type Window } from './policy.js';

const windows = fc.array(
  fc.record({ limit: fc.integer({ min: 1, max: 6 }), seconds: fc.integer({ min: 1, max: 500 }) }),
  { maxLength: 3 },
);
const policies = fc
  .record({ cooldownSeconds: fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 4 }), windows })
  .map(({ cooldownSeconds, windows: each }): Policy => ({
    ...DEFAULT_POLICY,
    cooldownSeconds,
    sendWindows: each,
    wrongCheckWindows: each,
  }));
/** Seconds, oldest first; the hour that waits look back on lies inside. */
const histories = fc
  .array(fc.integer({ min: 0, max: 4_500 }), { maxLength: 10 })
  .map((each) => each.toSorted((a, b) => a - b));
const at = (seconds: number) => new Date(seconds * 1_000);

// The oracle says the rules in the plainest way, second by second, and knows nothing of "the n-th newest".
function isFull(events: number[], limits: readonly Window[], now: number): boolean {
  return limits.some(({ limit, seconds }) => events.filter((event) => event > now - seconds).length >= limit);
}

function isCooling(sends: number[], { cooldownSeconds }: Policy, now: number): boolean {
  const recent = sends.filter((send) => send > now - 3_600);
  if (recent.length === 0) return false;
  const wait = cooldownSeconds[recent.length - 1] ?? cooldownSeconds[cooldownSeconds.length - 1] ?? 0;
  return now < Math.max(...recent) + wait;
}

test('a send is allowed exactly when no rule read plainly forbids it', () => {
  fc.assert(
    fc.property(histories, policies, fc.integer({ min: 0, max: 400 }), (sends, policy, since) => {
      const now = (sends.at(-1) ?? 0) + since;
      const isForbidden = isFull(sends, policy.sendWindows, now) || isCooling(sends, policy, now);
      expect(nextSend({ sends: sends.map(at), policy, now: at(now) }).kind === 'allowed').toBe(!isForbidden);
    }),
    { numRuns: 500 },
  );
});

test('a wrong check is looked at exactly when no window read plainly is full', () => {
  fc.assert(
    fc.property(histories, policies, fc.integer({ min: 0, max: 400 }), (wrongChecks, policy, since) => {
      const now = (wrongChecks.at(-1) ?? 0) + since;
      const outcome = nextWrongCheck({ wrongChecks: wrongChecks.map(at), policy, now: at(now) });
      expect(outcome.kind === 'window').toBe(isFull(wrongChecks, policy.wrongCheckWindows, now));
    }),
    { numRuns: 500 },
  );
});

/** Where waits shrink, a send that falls out of the hour can lengthen the wait: the end told is then a first guess. */
const growing = policies.map((policy): Policy => ({
  ...policy,
  cooldownSeconds: policy.cooldownSeconds.toSorted((a, b) => a - b),
}));

test('the reason told holds until the time told and not a second longer', () => {
  fc.assert(
    fc.property(histories, growing, fc.integer({ min: 0, max: 400 }), (sends, policy, since) => {
      const now = (sends.at(-1) ?? 0) + since;
      const outcome = nextSend({ sends: sends.map(at), policy, now: at(now) });
      if (outcome.kind === 'allowed') return;
      const until = outcome.until.getTime() / 1_000;
      expect(until).toBeGreaterThan(now);
      if (outcome.kind === 'cooldown') {
        expect(isCooling(sends, policy, until)).toBe(false);
      } else {
        const window = [{ limit: outcome.limit, seconds: outcome.seconds }];
        expect([isFull(sends, window, until - 1), isFull(sends, window, until)]).toEqual([true, false]);
      }
    }),
    { numRuns: 500 },
  );
});

test('the time of the next send is one at which a send is allowed, and the second before it is none', () => {
  fc.assert(
    fc.property(histories, policies, (sends, policy) => {
      const next = resendAt({ sends: sends.map(at), policy }).getTime() / 1_000;
      const isAllowed = (now: number) => !isFull(sends, policy.sendWindows, now) && !isCooling(sends, policy, now);
      expect(isAllowed(next)).toBe(true);
      // Within the hour the count of sends behind a wait does not change, so the end told is the exact one.
      const isOneHour = (sends.at(-1) ?? 0) - (sends[0] ?? 0) < 2_000;
      if (next > (sends.at(-1) ?? 0) && isOneHour) expect(isAllowed(next - 1)).toBe(false);
    }),
    { numRuns: 500 },
  );
});
