import { spawnSync } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../root.mjs';

/** `nobody`: a user with a name on every Linux, and without any power. */
const NOBODY = 65_534;
const NAMESPACE = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];
const OTHER_USER = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];

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
  const copy = mkdtempSync(join(tmpdir(), 'codewire-clone-'));
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => basename(path) !== '.git' });
  const give = (folder: string) => {
    chownSync(folder, NOBODY, NOBODY);
    spawnSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder]);
  };
  give(copy);
  return { prefix: OTHER_USER, root: copy, give, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
