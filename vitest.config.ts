import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './tools/testing/longest-first.ts';

// Tests read the libs' sources, Node reads their dist: the condition is declared in each lib's package.json. Neither
// `import` nor `require` may stand here: the workers' own resolution would take one kind for the other.
const conditions = ['@codewire/source', 'node'];

const WITH_DATABASE = ['**/*.db.test.ts'];
const END_TO_END = ['**/*.e2e.test.ts'];
const NEVER = ['**/node_modules/**', '**/dist/**', 'apps/backend/bundle*/**', '**/.next/**'];

/** Tests that start processes wait for real ones: two minutes are a limit for the broken case, not a pace. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 240_000 };

/** Files share a worker: what they use beside it is their own, and loading the backend anew for each took long. */
const SHARED = { isolate: false };

function project(test: TestProjectInlineConfiguration['test'] & { name: string }): TestProjectInlineConfiguration {
  return { resolve: { conditions }, ssr: { resolve: { conditions } }, test: { exclude: NEVER, ...test } };
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Groups run one after the other, so that the quick ones are not slowed down by whole systems next to them. No group is
    // zero: on two cores, that one would be last.
    projects: [
      project({
        name: 'unit',
        // They touch nothing outside, so files can share a worker: starting one for each took most of the time.
        pool: 'threads',
        isolate: false,
        include: [
          'libs/*/src/**/*.test.ts',
          'apps/*/src/**/*.test.ts',
          'apps/admin/{features,lib,ui}/**/*.test.ts',
          'tools/**/*.test.ts',
        ],
        exclude: [...NEVER, ...WITH_DATABASE, ...END_TO_END],
        // A limit for the broken case: properties are tried hundreds of times, also where two workers share one core.
        testTimeout: 30_000,
        sequence: { groupOrder: 1 },
      }),
      project({
        name: 'db',
        ...SHARED,
        include: ['apps/backend/src/**/*.db.test.ts', 'tools/**/*.db.test.ts'],
        // They wait for the database in turns.
        maxWorkers: 3,
        globalSetup: ['tools/testing/database.setup.ts'],
        sequence: { groupOrder: 2 },
        ...PATIENT,
      }),
      project({
        name: 'e2e',
        ...SHARED,
        include: ['apps/*/src/**/*.e2e.test.ts', 'tools/**/*.e2e.test.ts'],
        // Mostly they wait, for a lease to end or a process to start: three left two cores idle for a quarter of the time.
        maxWorkers: 4,
        globalSetup: ['tools/testing/database.setup.ts'],
        sequence: { groupOrder: 3 },
        ...PATIENT,
      }),
      project({
        name: 'browser',
        ...SHARED,
        include: ['apps/admin/e2e/**/*.e2e.ts'],
        // Two browsers keep two cores busy: a third file at a time takes as long. Each has a system of its own.
        maxWorkers: 2,
        globalSetup: ['tools/testing/database.setup.ts'],
        sequence: { groupOrder: 4 },
        // Longer than one wait of the browser, so that a test says for what it waited in vain.
        ...PATIENT,
        // As long as the browser's own waits.
        expect: { poll: { timeout: 40_000 } },
      }),
      project({
        name: 'peers',
        include: ['test/peers/**/*.peer.test.ts'],
        globalSetup: ['tools/testing/database.setup.ts'],
        sequence: { groupOrder: 5 },
        ...PATIENT,
      }),
    ],
  },
});
