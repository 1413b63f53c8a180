import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

/** Where npm puts the programs of installed packages, Node itself among them. */
const bin = join(root, 'node_modules/.bin');

/** What any program needs from its surroundings. Everything else is given by name: a process refuses settings it does not know. */
const INHERITED = ['HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'NODE_EXTRA_CA_CERTS', 'NODE_ENV', 'USER', 'LOGNAME'];

/**
 * The Node that runs everything: the one installed with the packages, else the one running now, where it is good enough.
 * Computed at each call, since the packages may have been installed a moment ago.
 */
export function nodeBinary() {
  const installed = join(bin, 'node');
  if (existsSync(installed)) return installed;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 24 || (major === 24 && minor >= 11) || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `No Node comes from npm for ${process.platform}-${process.arch}, and ${process.version} is too old to run Codewire: ` +
      'install Node 24 and start again.',
  );
}

/**
 * The environment of a child process: what any program needs, and the given settings.
 * @param {Record<string, string | undefined>} [settings]
 * @returns {Record<string, string>}
 */
export function childEnvironment(settings = {}) {
  const inherited = INHERITED.map((name) => [name, process.env[name]]);
  const path = [bin, process.env['PATH'] ?? ''].join(delimiter);
  const all = [...inherited, ['PATH', path], ...Object.entries(settings)];
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}
