import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { firstCall, snippet, SNIPPET_KINDS } from './snippets';

const apiUrl = 'http://localhost:3000';
const KEY = 'cw_test_abc';
const start = (number: string) => firstCall({ apiUrl, scopes: ['start', 'check'], number });
/** What someone may type or paste before it is a number. */
const ODD = `+1 "212' $(id) \`id\` \\ {$x} <?php ?>`;

test.each(SNIPPET_KINDS)('%s: the address, the key and the number are in it', (kind) => {
  const text = snippet(kind, start('+12125550142'), KEY);
  expect(text).toContain("'http://localhost:3000/v1/otp'");
  expect(text).toContain('Bearer cw_test_abc');
  expect(text).toContain('+12125550142');
});

test.each(SNIPPET_KINDS)('%s: a key that may only read is tried with what it may do', (kind) => {
  const text = snippet(kind, firstCall({ apiUrl, scopes: ['read'], number: '1' }), KEY);
  expect(text).toContain('http://localhost:3000/v1/messages');
  expect(text).not.toMatch(/POST|-d |content-type/i);
});

test('a key that may only check is tried with a check', () => {
  expect(firstCall({ apiUrl, scopes: ['check'], number: '1' }).url).toMatch(/\/check$/);
});

test('a program in PHP is what PHP takes', () => {
  expect(snippet('php', start("+1'2\\"), KEY)).toBe(`<?php
$request = curl_init('http://localhost:3000/v1/otp');
curl_setopt_array($request, [
    CURLOPT_RETURNTRANSFER => true,
    CURLOPT_HTTPHEADER => [
        'Authorization: Bearer cw_test_abc',
        'Content-Type: application/json',
    ],
    CURLOPT_POSTFIELDS => json_encode(['number' => '+1\\'2\\\\']),
]);
$answer = curl_exec($request);
echo curl_getinfo($request, CURLINFO_RESPONSE_CODE), ' ', $answer, PHP_EOL;`);
});

describe('whatever was typed stays text', () => {
  test('in a shell', () => {
    const words = snippet('curl', start(ODD), KEY).replace(/^curl/, `printf '%s\\n'`);
    const told = execFileSync('sh', ['-c', words], { encoding: 'utf8' }).trimEnd().split('\n');
    expect(JSON.parse(told.at(-1) ?? '')).toEqual({ number: ODD });
  });

  test('in a module of Node', () => {
    const text = snippet('node', start(ODD), KEY);
    const program = `globalThis.fetch = async (_, { body }) => ({ status: 201, json: async () => body });\n${text}`;
    const told = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect(JSON.parse(told.replace(/^201 /, ''))).toEqual({ number: ODD });
  });

  test('in PHP', () => {
    const [, text = ''] = /'number' => ('(?:[^'\\]|\\.)*')\]/.exec(snippet('php', start(ODD), KEY)) ?? [];
    expect(text.slice(1, -1).replaceAll(/\\([\\'])/g, '$1')).toBe(ODD);
  });
});
