import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findSecrets } from './secrets-search.js';
import type { Secret } from './secrets.js';

const SECRETS: Secret[] = [
  { kind: 'code', value: '902144' },
  { kind: 'number', value: '+1 212 555 1212' },
  { kind: 'key', value: 'cw_test_Zk3vT1' },
  { kind: 'password', value: 'p4ss w.rd$' },
  { kind: 'token', value: '7K3M-29QT-1234-5678-90AB' },
];

describe('the search for secrets', () => {
  let folder = '';
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'codewire-secrets-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  function search(content: string) {
    const file = join(folder, 'some.log');
    writeFileSync(file, content);
    return findSecrets(SECRETS, [file]).map(({ kind, line }) => `${kind} in line ${line}`);
  }

  test.each([
    ['a code in a sentence', 'first\nYour code is 902144.', ['code in line 2']],
    ['a code in a statement', "DETAIL:  Parameters: $1 = '902144'", ['code in line 1']],
    ['a code as hex of ASCII, as a logged buffer shows it', 'pdu 00043930323134340d', ['code in line 1']],
    ['a code as hex of UCS-2', "$1 = '\\x003900300032003100340034'", ['code in line 1']],
    ['a code among the bytes of a JSON buffer', '{"data":[58,32,57,48,50,49,52,52,46]}', ['code in line 1']],
    ['a number with its plus', '{"to":"+12125551212"}', ['number in line 1']],
    ['a number without it', 'to 12125551212', ['number in line 1']],
    ['a key', 'authorization: Bearer cw_test_Zk3vT1', ['key in line 1']],
    ['a password inside other text', 'bind(p4ss w.rd$)', ['password in line 1']],
    ['a token, most of it digits', '/setup 7K3M-29QT-1234-5678-90AB', ['token in line 1']],
    ['two kinds in one line', '12125551212 902144', ['code in line 1', 'number in line 1']],
  ])('finds %s', (_, content, found) => {
    expect(search(content).sort()).toEqual([...found].sort());
  });

  test.each([
    ['the same digits inside a hash', 'sha256 ab902144cd'],
    ['the same digits inside a longer number', 'message 19021447'],
    ['the fraction of a duration', '{"ms":3.902144}'],
    ["a process's id", '{"pid":902144}'],
    ['a masked number', '+*********12'],
  ])('does not take %s for a secret', (_, content) => {
    expect(search(content)).toEqual([]);
  });
});
