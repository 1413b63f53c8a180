import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const admin = join(root, 'apps/admin');
const standalone = join(admin, '.next/standalone/apps/admin');

/**
 * Completes the console's standalone build and returns the script that serves it. Next leaves the assets out, on the
 * assumption that something else serves them; here nothing else does.
 */
export function prepareConsole() {
  const server = join(standalone, 'server.js');
  if (!existsSync(server)) throw new Error('The console is not built: run `npm run build`.');
  const build = readFileSync(join(admin, '.next/BUILD_ID'), 'utf8').trim();
  // The folder named after the build is copied with the rest, so it tells whether this build was completed before.
  if (existsSync(join(standalone, '.next/static', build))) return server;
  cpSync(join(admin, '.next/static'), join(standalone, '.next/static'), { recursive: true });
  if (existsSync(join(admin, 'public'))) cpSync(join(admin, 'public'), join(standalone, 'public'), { recursive: true });
  return server;
}
