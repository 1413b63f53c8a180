// What the backend's processes run: all their modules in a few files. One by one, three thousand of them took longer to
// find than to run: half of each start.
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './root.mjs';

const BACKEND = join(root, 'apps/backend/dist');
const FOLDER = join(BACKEND, 'bundle');

/** The backend, as one process. */
export const BACKEND_MAIN = join(FOLDER, 'main.js');
/** The backend's commands. */
export const BACKEND_CLI = join(FOLDER, 'cli.js');

/** What tells that a compiler has written, or npm. */
const SOURCES = [
  import.meta.filename,
  join(root, 'node_modules/.package-lock.json'),
  ...['apps/backend', 'libs/contracts', 'libs/otp', 'libs/sms', 'libs/texts'].map((folder) =>
    join(root, folder, 'dist/.tsbuildinfo'),
  ),
];
/** What packages load only for those who want it, and nobody here does. */
const ABSENT =
  /^(@nestjs\/(microservices|websockets|platform-express|mongoose)|class-transformer|pg-native|typescript)(\/|$)/;

/** Bundles what is compiled, unless that was done before. */
export async function bundleBackend() {
  if (isFresh()) return;
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: { main: join(BACKEND, 'main.js'), cli: join(BACKEND, 'cli.js') },
    platform: 'node',
    external: ABSENT,
    // Packages ask for drivers that are not installed, and are ready for that.
    logLevel: 'silent',
  });
  // Whoever is interrupted leaves no half of one.
  const draft = `${FOLDER}-${process.pid}`;
  await bundle.write({ dir: draft, format: 'esm', keepNames: true, chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(draft, FOLDER);
}

function isFresh() {
  if (!existsSync(BACKEND_MAIN)) return false;
  const { mtimeMs } = statSync(BACKEND_MAIN);
  return SOURCES.every((file) => statSync(file).mtimeMs < mtimeMs);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await bundleBackend();
