import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunFolder } from './run-folder.js';
import { checkSecrets } from './secrets-check.mjs';

const SECRETS = [
  { kind: 'code', value: '902144' },
  { kind: 'number', value: '+12125551212' },
  { kind: 'key', value: 'cw_test_Zk3vT1' },
  { kind: 'password', value: 'p4ss w.rd$' },
  { kind: 'token', value: '7K3M-29QT' },
  { kind: 'totp', value: 'JBSWY3DP' },
];

let run: RunFolder;

beforeEach(() => {
  const path = mkdtempSync(join(tmpdir(), 'codewire-search-'));
  run = {
    path,
    postgresData: join(path, 'postgres'),
    postgresLog: join(path, 'postgres.log'),
    keyringFile: join(path, 'keyring.json'),
    firstKeyFile: join(path, 'first-key'),
    secretsFile: join(path, 'secrets.jsonl'),
    canaryFile: join(path, 'canary'),
    output: join(path, 'output'),
  };
  mkdirSync(run.output);
  writeFileSync(run.secretsFile, SECRETS.map((secret) => `${JSON.stringify(secret)}\n`).join(''));
  writeFileSync(run.canaryFile, 'canary-1');
  writeFileSync(run.postgresLog, "DETAIL:  Parameters: $1 = 'canary-1'\n");
  print('backend-1.log', 'ready\n');
});

afterEach(() => rmSync(run.path, { recursive: true }));

const print = (name: string, text: string) => writeFileSync(join(run.output, name), text);
const complaints = () => checkSecrets(run).complaints.map((text) => text.replaceAll(run.path, ''));

test('a run without a trace of its secrets is good', () => {
  expect(checkSecrets(run)).toEqual({ complaints: [], summary: '6 secrets looked for in 2 files' });
});

test('a secret is told by its kind and place, never by its value', () => {
  print('backend-1.log', 'ready\nsent 902144 to +12125551212\n');
  expect(complaints()).toEqual([
    'a code stands in /output/backend-1.log:2',
    'a number stands in /output/backend-1.log:2',
  ]);
});

test("PostgreSQL's log is searched, and has to show parameters", () => {
  writeFileSync(run.postgresLog, "DETAIL:  Parameters: $1 = 'cw_test_Zk3vT1'\n");
  expect(complaints()).toEqual([
    "PostgreSQL's log shows no parameters, so the search in it proves nothing",
    'a key stands in /postgres.log:1',
  ]);
});

test('a run that made no secret of a kind proves nothing about it', () => {
  writeFileSync(run.secretsFile, `${JSON.stringify(SECRETS[0])}\n`);
  expect(complaints()).toEqual(
    ['number', 'key', 'password', 'token', 'totp'].map(
      (kind) => `the tests recorded no ${kind}, so the search for them proves nothing`,
    ),
  );
});

test("the launcher's first start shows its key, in that one line", () => {
  print('launcher-printed-1.log', '  API key    cw_test_Zk3vT1   (shown once; kept in /x)\nkey cw_test_Zk3vT1\n');
  expect(complaints()).toEqual(['a key stands in /output/launcher-printed-1.log:2']);
  print('launcher-printed-1.log', '');
  print('backend-1.log', '  API key    cw_test_Zk3vT1   (shown once; kept in /x)\n');
  expect(complaints()).toEqual(['a key stands in /output/backend-1.log:1']);
});

test('the launcher shows the token of the first run, in that one line', () => {
  const line = '  Token      7K3M-29QT   (asked for there: makes you the owner, once, within the hour)';
  print('launcher-printed-3.log', `${line}\nclaimed with 7K3M-29QT\n`);
  expect(complaints()).toEqual(['a token stands in /output/launcher-printed-3.log:2']);
});

test('the command that makes a token shows it on a line of its own', () => {
  print('cli-operator-1.log', 'Open it within the hour:\n7K3M-29QT\nclaimed with 7K3M-29QT\n');
  expect(complaints()).toEqual(['a token stands in /output/cli-operator-1.log:3']);
  print('cli-operator-1.log', '');
  print('backend-1.log', '7K3M-29QT\n');
  expect(complaints()).toEqual(['a token stands in /output/backend-1.log:1']);
});

test('the launcher shows the number of its examples where it tells how to ask, and nowhere else', () => {
  appendFileSync(run.secretsFile, `${JSON.stringify({ kind: 'number', value: '12125551212' })}\n`);
  const line = `curl -s http://127.0.0.1:3000/v1/otp -H "authorization: Bearer x" -H 'content-type: application/json' -d '{"number":"12125551212","language":"en"}'`;
  const handsets = '  Handsets   http://127.0.0.1:2780/handsets/12125551212/messages';
  print('launcher-printed-2.log', `${handsets}\n${line}\nsent to 12125551212\n`);
  expect(complaints()).toEqual(['a number stands in /output/launcher-printed-2.log:3']);
});
