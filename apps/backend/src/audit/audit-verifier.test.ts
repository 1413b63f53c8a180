import { expect, test } from 'vitest';
import { AuditVerifier } from './audit-verifier.js';
import type { ChainReport } from './verify-chain.js';

const INTACT: ChainReport = { entries: 2, head: { seq: 2, mac: 'ab' }, broken: null };
const BROKEN: ChainReport = { entries: 1, head: null, broken: { seq: 1, reason: 'changed' } };

/** A verifier whose runs end when the test says so. */
function observed() {
  const runs: PromiseWithResolvers<ChainReport>[] = [];
  const time = { ms: 0 };
  const verifier = new AuditVerifier({
    run: () => {
      const run = Promise.withResolvers<ChainReport>();
      runs.push(run);
      return run.promise;
    },
    now: () => new Date(Date.UTC(2026, 0, 1) + time.ms),
    nowMs: () => time.ms,
  });
  return { verifier, runs, time };
}

test('who asks while the chain is followed hears of that run', async () => {
  const { verifier, runs, time } = observed();
  const asked = [verifier.verify(), verifier.verify()];
  time.ms = 60_000;
  asked.push(verifier.verify());
  runs[0]!.resolve(INTACT);
  const answers = await Promise.all(asked);
  expect(runs).toHaveLength(1);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toEqual({ status: 'intact', ...INTACT, verified_at: '2026-01-01T00:00:00.000Z' });
});

test('a result is told again for thirty seconds, with the time it is of, and not longer', async () => {
  const { verifier, runs, time } = observed();
  const first = verifier.verify();
  runs[0]!.resolve(INTACT);
  await first;
  time.ms = 29_999;
  expect(await verifier.verify()).toBe(await first);
  time.ms = 30_000;
  const second = verifier.verify();
  runs[1]!.resolve(BROKEN);
  expect(await second).toMatchObject({ status: 'broken', verified_at: '2026-01-01T00:00:30.000Z' });
});

test('a run that failed is not told again', async () => {
  const { verifier, runs } = observed();
  const first = verifier.verify();
  runs[0]!.reject(new Error('no database'));
  await expect(first).rejects.toThrow('no database');
  const second = verifier.verify();
  runs[1]!.resolve(INTACT);
  expect(await second).toMatchObject({ status: 'intact' });
});
