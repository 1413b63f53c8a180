import { expect, test } from 'vitest';
import { closingLine, summarize } from './test-report.mjs';

const file = (name: string, ...statuses: string[]) => ({
  name,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

function lineOf(testResults: Parameters<typeof summarize>[0]['testResults'], exitCode: number | null = 0) {
  const outcome = summarize({ testResults }, { projects: ['unit', 'db'], exitCode });
  return { line: closingLine(outcome), complaints: outcome.complaints };
}

const DB = file('a.db.test.ts', 'passed');

test('a run whose every test passed has the true numbers', () => {
  expect(lineOf([file('a.test.ts', 'passed', 'passed'), DB])).toEqual({ line: '3 passed, 0 failed', complaints: [] });
});

test('a failed test counts once', () => {
  expect(lineOf([file('a.test.ts', 'passed', 'failed'), DB], 1)).toEqual({
    line: '2 passed, 1 failed',
    complaints: [],
  });
});

test.each(['skipped', 'pending', 'todo', 'disabled'])('a test that is %s fails the run', (status) => {
  expect(lineOf([file('a.test.ts', 'passed', status), DB]).line).toBe('2 passed, 1 failed, 1 skipped');
});

test('a file that could not be loaded is a failure', () => {
  const broken = { name: 'b.test.ts', status: 'failed', message: 'no such module\nat ...', assertionResults: [] };
  expect(lineOf([broken, DB], 1)).toEqual({
    line: '1 passed, 1 failed',
    complaints: ['b.test.ts failed outside of its tests: no such module'],
  });
});

test('a project none of whose files ran is a failure', () => {
  expect(lineOf([DB]).complaints).toEqual(['no test of the project unit ran']);
  expect(lineOf([file('a.test.ts', 'passed')]).complaints).toEqual(['no test of the project db ran']);
});

test.each([1, null])('an error outside of all tests is a failure: exit code %s', (exitCode) => {
  expect(lineOf([file('a.test.ts', 'passed'), DB], exitCode).line).toBe('2 passed, 1 failed');
});
