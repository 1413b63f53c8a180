import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeBinary } from './node.mjs';
import { root } from './root.mjs';

/** A file, what stands in it, and the rules it breaks. */
const CASES: [string, string, string, string[]][] = [
  ['a room reads the environment', 'apps/backend/src/otp/a.ts', 'export const a = process.env.A;', ['no-process-env']],
  ['the one reader reads it', 'apps/backend/src/config/load-config.ts', 'export const a = process.env.A;', []],
  ['config reads it elsewhere', 'apps/backend/src/config/x.ts', 'export const a = process.env.A;', ['no-process-env']],
  ['the console reads it', 'apps/admin/ui/a.ts', 'export const a = process.env.A;', ['no-process-env']],
  ['the reader of the console', 'apps/admin/lib/config.ts', 'export const a = process.env.A;', []],
  ['a lib asks the process', 'libs/otp/src/a.ts', 'export const a = process.pid;', ['no-restricted-globals']],
  [
    'two modules wait for each other',
    'apps/backend/src/otp/b.ts',
    "import { forwardRef } from '@nestjs/common';\nexport const a = forwardRef(() => 1);",
    ['no-restricted-imports'],
  ],
  ['a type is given up', 'libs/sms/src/a.ts', 'export const a = JSON.parse("1") as any;', ['no-explicit-any']],
  ['work is left over', 'libs/sms/src/b.ts', '// TODO: more\nexport const a = 1;', ['no-warning-comments']],
  [
    'a server talks to the terminal',
    'apps/backend/src/otp/c.ts',
    'console.log(1);\nexport const a = 1;',
    ['no-console'],
  ],
  ['a file is too long', 'libs/otp/src/b.ts', `${'\nvoid 0;'.repeat(400)}\nexport const a = 1;`, ['max-lines']],
  [
    'a test is alone',
    'libs/otp/src/a.test.ts',
    "import { expect, test } from 'vitest';\ntest.only('a', () => expect(1).toBe(1));",
    ['no-focused-tests'],
  ],
  [
    'a test is left out',
    'libs/otp/src/b.test.ts',
    "import { expect, test } from 'vitest';\ntest.skip('a', () => expect(1).toBe(1));",
    ['no-disabled-tests'],
  ],
];

let folder = '';
let broken = new Map<string, string[]>();

interface Report {
  readonly diagnostics: { readonly code: string; readonly filename: string }[];
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'codewire-lint-'));
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [, file, text] of CASES) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), `${text}\n`);
  }
  const args = [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json'];
  const { stdout, stderr } = spawnSync(nodeBinary(), args, { cwd: folder, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`oxlint said:\n${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as Report;
  broken = new Map(
    [...Map.groupBy(diagnostics, ({ filename }) => filename)].map(([file, found]) => [
      file,
      [...new Set(found.map(({ code }) => code.replace(/^.*\((.*)\)$/, '$1')))],
    ]),
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(CASES)('%s', (_, file, _text, rules) => {
  expect(broken.get(file) ?? []).toEqual(rules);
});
