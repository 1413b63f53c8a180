import { expect, test } from 'vitest';
import { ReportCount } from './report-count';

function counting() {
  const told: string[] = [];
  const clock = { now: 0 };
  return { told, clock, count: new ReportCount({ now: () => clock.now, tell: (line) => void told.push(line) }) };
}

test('a flood of reports makes one line a minute, which says how many there were', () => {
  const { told, clock, count } = counting();
  for (let sent = 0; sent < 1_000; sent += 1) count.add('{"csp-report":{"violated-directive":"img-src \'self\'"}}');
  clock.now = 60_000;
  count.add('[{"type":"csp-violation","body":{"effectiveDirective":"script-src-elem"}}]');
  expect(told).toEqual([
    'content security policy: 1 report(s), the last about img-src',
    'content security policy: 1000 report(s), the last about script-src-elem',
  ]);
});

test('nothing that a stranger wrote reaches the log', () => {
  const { told, count } = counting();
  count.add('{"effectiveDirective":"\\n2026 forged line"} https://evil.example');
  expect(told).toEqual(['content security policy: 1 report(s), the last about unknown']);
});
