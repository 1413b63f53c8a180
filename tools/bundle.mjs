// What the backend's processes run: all their modules in a few files. One by one, three thousand of them took longer to
// find than to run: half of each start.
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const BACKEND = join(root, 'apps/backend/dist');
// Beside what is compiled, not in it: a build that finds its result in a cache replaces that folder whole, under
// whatever runs just then.
const FOLDER = join(root, 'apps/backend/bundle');
/** In it: what it was made of, as `madeOf` tells. */
const MADE_OF = 'made-of.json';

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
  const sources = madeOf();
  if (isFresh(sources)) return;
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: {
      main: join(BACKEND, 'main.js'),
      cli: join(BACKEND, 'cli.js'),
      // A thread's own begin: who starts it looks for it beside itself.
      'export-worker': join(BACKEND, 'message-log/export/export-worker.js'),
    },
    platform: 'node',
    external: ABSENT,
    // Packages ask for drivers that are not installed, and are ready for that.
    logLevel: 'silent',
  });
  // Whoever is interrupted leaves no half of one.
  const draft = `${FOLDER}-${process.pid}`;
  await bundle.write({ dir: draft, format: 'esm', keepNames: true, chunkFileNames: '[name]-[hash].js' });
  await bundle.close();
  writeFileSync(join(draft, MADE_OF), sources);
  rmSync(FOLDER, { recursive: true, force: true });
  renameSync(draft, FOLDER);
}

/** A cache brings files back with the time of when they were made: older is no proof, only the same is. */
function madeOf() {
  return JSON.stringify(SOURCES.map((file) => [file, statSync(file).mtimeMs, statSync(file).size]));
}

/** @param {string} sources */
function isFresh(sources) {
  const note = join(FOLDER, MADE_OF);
  return existsSync(note) && readFileSync(note, 'utf8') === sources;
}
