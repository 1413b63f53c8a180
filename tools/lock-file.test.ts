import { expect, test } from 'vitest';
import { entriesWithHost, isLockOf, missingOptionals, withStubs } from './lock-file.mjs';

const lock = {
  packages: {
    '': { optionalDependencies: { 'present-linux-x64': '1.0.0' } },
    'node_modules/present-linux-x64': { version: '1.0.0' },
    'node_modules/builder': {
      version: '2.0.0',
      optionalDependencies: {
        '@b/core-darwin-arm64': '2.0.0',
        '@b/core-linux-x64-gnu': '^2.0.0',
        '@b/nested-win32-x64': '2.0.0',
      },
    },
    'node_modules/builder/node_modules/@b/nested-win32-x64': { version: '2.0.0' },
    'apps/web': { optionalDependencies: { 'present-linux-x64': '1.0.0', plain: '3.1.4' } },
  },
};

test('an optional package that npm left out of the lock is named, one that is nested is not', () => {
  expect(missingOptionals(lock)).toEqual([
    { name: '@b/core-darwin-arm64', version: '2.0.0' },
    { name: '@b/core-linux-x64-gnu', version: '2.0.0' },
    { name: 'plain', version: '3.1.4' },
  ]);
});

test('a stub says which platform it is for, and nothing else changes', () => {
  const { packages } = withStubs(lock);
  expect(packages['node_modules/@b/core-darwin-arm64']).toEqual({
    version: '2.0.0',
    optional: true,
    os: ['darwin'],
    cpu: ['arm64'],
  });
  expect(packages['node_modules/plain']).toEqual({ version: '3.1.4', optional: true });
  expect(packages).toMatchObject(lock.packages);
  expect(missingOptionals({ packages })).toEqual([]);
});

test('an entry that names a registry is found, a link to a workspace is not', () => {
  const packages = {
    'node_modules/a': { resolved: 'https://registry.example/a.tgz' },
    'node_modules/@codewire/otp': { resolved: 'libs/otp' },
  };
  expect(entriesWithHost({ packages })).toEqual(['node_modules/a']);
});

test('a lock that was made for other packages than those declared is told', () => {
  const entry = { dependencies: { b: '1.0.0', a: '2.0.0' }, devDependencies: { c: '3.0.0' } };
  const made = { packages: { 'apps/web': { version: '0.1.0', ...entry } } };
  expect(
    isLockOf(made, 'apps/web', { devDependencies: { c: '3.0.0' }, dependencies: { a: '2.0.0', b: '1.0.0' } }),
  ).toBe(true);
  expect(isLockOf(made, 'apps/web', { ...entry, devDependencies: {} })).toBe(false);
  expect(isLockOf(made, 'apps/web', { ...entry, devDependencies: { c: '3.0.1' } })).toBe(false);
  expect(isLockOf(made, 'apps/web', { ...entry, optionalDependencies: { d: '1.0.0' } })).toBe(false);
  expect(isLockOf(made, 'apps/new', {})).toBe(false);
});
