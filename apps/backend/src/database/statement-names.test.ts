import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = dirname(dirname(fileURLToPath(import.meta.url)));
const STATEMENT = /\bname: '([a-z_]+)',\s*text: /g;

// PostgreSQL keeps a statement under its name for the life of a connection: a second text under it would never run.
test('no two statements have one name', () => {
  const files = globSync('**/*.ts', { cwd: source }).filter(
    (file) => !file.includes('.test.') && !file.startsWith('test/'),
  );
  const names = files.flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    return [...text.matchAll(STATEMENT)].map((match) => match[1]);
  });
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
