import path from 'node:path';
import type { NextConfig } from 'next';
import createNextIntlPlugin from 'next-intl/plugin';

const repositoryRoot = path.join(import.meta.dirname, '../..');

const nextConfig: NextConfig = {
  output: 'standalone',
  outputFileTracingRoot: repositoryRoot,
  turbopack: {
    root: repositoryRoot,
    // Contracts are read by zod's small edition where bytes count: see the file.
    resolveAlias: { zod: { browser: './lib/zod-browser.ts' } },
  },
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are checked by `tsc -p apps/admin`, which the fast check and CI run; twice would only slow the first start.
  typescript: { ignoreBuildErrors: true },
};

export default createNextIntlPlugin('./lib/i18n/request.ts')(nextConfig);
