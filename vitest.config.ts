import { defineConfig } from 'vitest/config';

// Tests read the libs' sources, Node reads their dist: the condition is declared in each lib's package.json.
const conditions = ['@codewire/source', 'node', 'import', 'default'];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { conditions },
        ssr: { resolve: { conditions } },
        test: {
          name: 'unit',
          include: ['libs/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: ['apps/backend/src/**/*.db.test.ts', 'apps/backend/src/test/**', '**/node_modules/**'],
        },
      },
    ],
  },
});
