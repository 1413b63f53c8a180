// `npm run lock`: after a change of dependencies, writes a package-lock.json that `npm ci` accepts on every platform.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { entriesWithHost, missingOptionals, withStubs } from './lock-file.mjs';
import { runNpm } from './npm.mjs';
import { root } from './root.mjs';

const file = join(root, 'package-lock.json');

/** @param {string[]} args */
async function npm(...args) {
  const { code, output } = await runNpm(args);
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${output}`);
}

async function main() {
  await npm('install', '--package-lock-only');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const stubs = missingOptionals(lock);
  if (stubs.length > 0) writeFileSync(file, `${JSON.stringify(withStubs(lock), null, 2)}\n`);
  const hosts = entriesWithHost(lock);
  if (hosts.length > 0) {
    throw new Error(`package-lock.json names a host for ${hosts.join(', ')}: is omit-lockfile-registry-resolved set?`);
  }
  await npm('ci', '--dry-run');
  console.log(`package-lock.json is accepted by npm ci; ${stubs.length} optional packages were added by hand.`);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
