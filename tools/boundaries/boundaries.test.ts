import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { root } from '../root.mjs';
import { brokenRules, type Import } from './fixture.js';
import { readProjects } from './projects.mjs';
import { ADMIN_ROOMS, BACKEND_ROOMS } from './tables.mjs';

const BACKEND = 'apps/backend/src';

/** Each import, and the rules it breaks. */
const FORBIDDEN: [string, Import, string[]][] = [
  ['a lib imports an app', { from: 'libs/sms/src/a.ts', of: '@codewire/simulator' }, ['tags-of-libs/sms']],
  ['a lib imports a lib it may not', { from: 'libs/otp/src/a.ts', of: '@codewire/sms' }, ['tags-of-libs/otp']],
  ['an app imports an app', { from: 'apps/simulator/src/a.ts', of: '@codewire/backend' }, ['tags-of-apps/simulator']],
  ['an app imports a lib it may not', { from: 'apps/admin/lib/a.ts', of: '@codewire/sms' }, ['tags-of-apps/admin']],
  [
    'the console enters a lib by the door for servers',
    { from: 'apps/admin/lib/c.ts', of: '@codewire/otp' },
    ['console-doors'],
  ],
  [
    'an app goes around the door of a lib',
    { from: `${BACKEND}/otp/a.ts`, of: '../../../../libs/otp/src/inside.js' },
    ['door-of-libs/otp'],
  ],
  [
    'the contracts import more than zod',
    { from: 'libs/contracts/src/a.ts', of: 'libphonenumber-js' },
    ['packages-of-libs/contracts', 'undeclared'],
  ],
  ['a pure lib imports Nest', { from: 'libs/otp/src/b.ts', of: '@nestjs/common' }, ['packages-of-libs/otp']],
  [
    'the transport imports a package',
    { from: 'libs/sms/src/b.ts', of: 'libphonenumber-js' },
    ['packages-of-libs/sms', 'undeclared'],
  ],
  ['a pure lib reads files', { from: 'libs/otp/src/c.ts', of: 'node:fs' }, ['builtins-of-libs/otp']],
  ['the contracts use Node', { from: 'libs/contracts/src/b.ts', of: 'node:crypto' }, ['builtins-of-libs/contracts']],
  ['a room imports against the flow', { from: `${BACKEND}/delivery/a.ts`, of: '../otp/a.js' }, ['room-delivery']],
  [
    'the transport calls delivery back',
    { from: `${BACKEND}/sms-transport/a.ts`, of: '../delivery/b.js' },
    ['room-sms-transport'],
  ],
  ['the ground imports a room', { from: `${BACKEND}/platform/a.ts`, of: '../templates/a.js' }, ['room-platform']],
  [
    'a room imports a place of assembly',
    { from: `${BACKEND}/health/a.ts`, of: '../app.module.js' },
    ['assembly', 'room-health'],
  ],
  [
    'the list of entities imports a store',
    { from: `${BACKEND}/database/data-source.ts`, of: '../otp/check.store.js' },
    ['entity-list'],
  ],
  ['a room has no row', { from: `${BACKEND}/guard/a.ts`, of: '../platform/b.js' }, ['room-without-a-row']],
  [
    'the product imports a test',
    { from: `${BACKEND}/otp/d.ts`, of: '../test/rows.js' },
    ['assembly', 'room-otp', 'tests-stay-outside'],
  ],
  [
    'the product imports a tool',
    { from: 'apps/simulator/src/b.ts', of: '../../../tools/x.js' },
    ['tools-stay-outside'],
  ],
  ['an undeclared package', { from: 'apps/simulator/src/c.ts', of: 'stranger' }, ['undeclared']],
  ['a package that is not there', { from: 'apps/simulator/src/d.ts', of: 'nowhere' }, ['not-found']],
  [
    'a test of the whole system looks into another app',
    { from: 'apps/admin/e2e/a.e2e.ts', of: '../../backend/src/otp/g.js' },
    ['end-to-end-of-apps/admin'],
  ],
  ['lib of the console imports ui', { from: 'apps/admin/lib/b.ts', of: '../ui/a.js' }, ['console-lib']],
  [
    'a feature of the console imports one it may not',
    { from: 'apps/admin/features/shell/a.ts', of: '../try/a.js' },
    ['console-features-shell'],
  ],
  [
    'a feature of the console has no row',
    { from: 'apps/admin/features/new/a.ts', of: '../../ui/b.js' },
    ['console-feature-without-a-row'],
  ],
];

const ALLOWED: [string, Import][] = [
  ['an app imports a lib', { from: `${BACKEND}/otp/e.ts`, of: '@codewire/otp' }],
  ['the contracts import zod', { from: 'libs/contracts/src/c.ts', of: 'zod' }],
  ['a room imports along the flow', { from: `${BACKEND}/otp/f.ts`, of: '../delivery/c.js' }],
  ['the list of entities imports entities', { from: `${BACKEND}/database/data-source.ts`, of: '../otp/x.entity.js' }],
  ['a test imports what it likes', { from: `${BACKEND}/delivery/d.test.ts`, of: '../otp/b.js' }],
  ['a test of the whole system starts it', { from: 'apps/admin/e2e/b.e2e.ts', of: '../../backend/src/test/system.js' }],
];

test('every kind of forbidden import fails, and no other', async () => {
  const cases = [...FORBIDDEN, ...ALLOWED.map(([name, one]) => [name, one, []] as const)];
  const broken = await brokenRules(cases.map(([, one]) => one));
  expect(cases.map(([name], index) => [name, broken[index]])).toEqual(cases.map(([name, , rules]) => [name, rules]));
});

test('two files that need each other are a cycle, in one room too', async () => {
  const there = { from: `${BACKEND}/otp/a.ts`, of: './b.js' };
  const back = { from: `${BACKEND}/otp/b.ts`, of: './a.js' };
  const broken = await brokenRules([there, back]);
  // A cycle is told once, wherever it was met first.
  expect(broken.flat()).toContain('no-cycle');
});

test('the tables of rooms have no way around: each room imports only rooms that never lead back to it', () => {
  // The texts of refusals are read by the platform they are a part of.
  const { i18n: _, ...backend } = BACKEND_ROOMS;
  for (const rooms of [backend, ADMIN_ROOMS]) {
    const reach = (room: string, seen = new Set<string>()): Set<string> => {
      for (const next of rooms[room] ?? []) if (!seen.has(next)) reach(next, seen.add(next));
      return seen;
    };
    expect(Object.keys(rooms).filter((room) => reach(room).has(room))).toEqual([]);
  }
});

test('every room of the tables exists', () => {
  const folders = (parent: string) =>
    readdirSync(join(root, parent), { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? entry.name : [],
    );
  expect(folders(BACKEND)).toEqual(expect.arrayContaining(Object.keys(BACKEND_ROOMS)));
  const features = folders('apps/admin/features').map((name) => `features/${name}`);
  expect([...folders('apps/admin'), ...features]).toEqual(expect.arrayContaining(Object.keys(ADMIN_ROOMS)));
});

describe('the tags of a package', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function workspaceWith(tags: string[] | undefined): string {
    folder = mkdtempSync(join(tmpdir(), 'codewire-tags-'));
    mkdirSync(join(folder, 'libs/one'), { recursive: true });
    writeFileSync(
      join(folder, 'libs/one/package.json'),
      JSON.stringify({ name: 'one', ...(tags && { nx: { tags } }) }),
    );
    return folder;
  }

  test.each([
    ['none', undefined, 'one needs exactly one layer among its nx.tags'],
    ['no scope', ['layer:lib'], 'one needs exactly one scope among its nx.tags'],
    ['two layers', ['layer:lib', 'layer:app', 'scope:otp'], 'one needs exactly one layer among its nx.tags'],
    [
      'an unknown scope',
      ['layer:lib', 'scope:new'],
      'one has the tag scope:new, which tools/boundaries/tables.mjs lacks',
    ],
  ])('%s is refused', (_, tags, message) => {
    expect(() => readProjects(workspaceWith(tags))).toThrow(message);
  });

  test('every package of this workspace has them', () => {
    expect(readProjects(root).map(({ folder, layer, scope }) => `${folder} ${layer} ${scope}`)).toEqual([
      'libs/contracts layer:lib scope:contracts',
      'libs/otp layer:lib scope:otp',
      'libs/sms layer:lib scope:sms',
      'libs/texts layer:lib scope:texts',
      'apps/admin layer:app scope:admin',
      'apps/backend layer:app scope:backend',
      'apps/simulator layer:app scope:simulator',
    ]);
  });
});
