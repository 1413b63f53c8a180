import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlTwin } from './curl';

const API = 'http://localhost:3000';

test('the key stays a variable of the shell', () => {
  expect(curlTwin({ apiUrl: API, body: { number: '+12125550142' } })).toBe(
    [
      'curl -s http://localhost:3000/v1/otp \\',
      '  -H "authorization: Bearer $CODEWIRE_KEY" \\',
      "  -H 'content-type: application/json' \\",
      `  -d '{"number":"+12125550142"}'`,
    ].join('\n'),
  );
});

test.each(["'; rm -rf / #", '$(id)', '`id`', '"\\"', 'a\nb', '$CODEWIRE_KEY', '\\'])(
  'a shell hands over what was typed as it is: %j',
  (number) => {
    const command = curlTwin({ apiUrl: API, body: { number, language: 'de' } }).replace('curl', "printf '%s\\0'");
    const script = `CODEWIRE_KEY=the-key; ${command}`;
    const given = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0');
    expect(given.slice(0, -1)).toEqual([
      '-s',
      `${API}/v1/otp`,
      '-H',
      'authorization: Bearer the-key',
      '-H',
      'content-type: application/json',
      '-d',
      JSON.stringify({ number, language: 'de' }),
    ]);
  },
);
