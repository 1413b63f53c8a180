import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { renderEnvExample } from './env-example.js';
import { ENV_SCHEMA } from './env.schema.js';

test('.env.example is what the schema says now', () => {
  const file = new URL('../../../../.env.example', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(renderEnvExample());
});

test('every setting of the example, taken as it stands, is one that the server accepts', () => {
  const uncommented = renderEnvExample().replaceAll(/^#(?=[A-Z_]+=)/gm, '');
  const given = Object.entries(parseEnv(uncommented)).filter(([, value]) => value !== '');
  const needed = { DATABASE_URL: 'postgresql://localhost/x', CODEWIRE_KEYRING_FILE: 'x' };
  expect(ENV_SCHEMA.parse({ ...needed, ...Object.fromEntries(given) })).toEqual(ENV_SCHEMA.parse(needed));
});
