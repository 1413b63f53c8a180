import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../root.mjs';

/** `nobody`: a user with a name on every Linux, and without any power. */
const NOBODY = 65_534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
const OTHER_USER = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

const NOT_COPIED = ['.git', '.codewire', 'node_modules'];

/** A user who is not root, with a clone of their own. */
export interface PlainUser {
  /** Put before a command line. */
  readonly prefix: readonly string[];
  /** Their clone. */
  readonly root: string;
  /** Makes them the owner of a folder. */
  give(folder: string): void;
  remove(): void;
}

const works = (prefix: readonly string[]) => spawnSync(prefix[0] ?? '', [...prefix.slice(1), 'true']).status === 0;

/**
 * Ourselves where we are not root. Else, inside a user namespace, we become a user without any power whom all that is
 * ours belongs to; where that is refused, another user, with a copy of this clone. Throws where neither can be had: a
 * start as a plain user is a promise, and it is not to go untested in silence.
 */
export function asPlainUser(): PlainUser {
  const nothing = () => undefined;
  if (process.getuid?.() !== 0) return { prefix: [], root, give: nothing, remove: nothing };
  if (works(NAMESPACE)) return { prefix: NAMESPACE, root, give: nothing, remove: nothing };
  if (!works(OTHER_USER)) throw new Error('neither unshare nor setpriv works here: run this test as a plain user');
  const give = (folder: string) => run('chown', '-R', `${NOBODY}:${NOBODY}`, folder);
  const copy = copyClone(give);
  return { prefix: OTHER_USER, root: copy, give, remove: () => rmSync(copy, { recursive: true, force: true }) };
}

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** A copy of this clone, with all that was built. The packages in it are the same files, which others may only read. */
function copyClone(give: (folder: string) => void): string {
  const copy = mkdtempSync(join(tmpdir(), 'codewire-clone-'));
  const entries = readdirSync(root).filter((name) => !NOT_COPIED.includes(name));
  run('cp', '-a', ...entries.map((name) => join(root, name)), copy);
  give(copy);
  const [from, to] = [join(root, 'node_modules'), join(copy, 'node_modules')];
  // Files cannot be in two file systems at once.
  if (statSync(from).dev === statSync(copy).dev) run('cp', '-al', from, to);
  else run('cp', '-a', from, to);
  return copy;
}
