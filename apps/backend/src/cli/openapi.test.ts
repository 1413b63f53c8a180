import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generateOpenApi } from './openapi.command.js';

test('docs/openapi.json is what the routes and contracts say now', async () => {
  const file = new URL('../../../../docs/openapi.json', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(await generateOpenApi());
});

test('every operation has a name of its own, asks for a key and describes its refusals', async () => {
  type Operation = { operationId: string; security: object[]; responses: Record<string, { content?: object }> };
  const { paths } = JSON.parse(await generateOpenApi()) as { paths: Record<string, Record<string, Operation>> };
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual([
    'cancelVerification',
    'checkCode',
    'listMessages',
    'readMessage',
    'readVerification',
    'resendCode',
    'startVerification',
  ]);
  for (const { security, responses } of operations) {
    expect(security).toEqual([{ bearer: [] }]);
    expect(Object.keys(responses['default']?.content ?? {})).toEqual(['application/problem+json']);
  }
});
