import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { startChild } from './child.mjs';

/** Which processes run the compiled files of which package. */
const READERS = /** @type {const} */ ({
  'libs/contracts': ['backend'],
  'libs/otp': ['backend'],
  'libs/sms': ['backend', 'simulator'],
  'apps/backend': ['backend'],
  'apps/simulator': ['simulator'],
});

/** A compiler writes many files for one change; this long after the last of them it is done. */
const QUIET_MILLISECONDS = 300;

/**
 * Compiles the packages whenever a source changes, and starts the processes again that read what changed: one after the
 * other, each change at most once more while a start is under way.
 * @param {object} options
 * @param {(name: 'backend' | 'simulator') => Promise<unknown>} options.restart
 * @param {(line: string) => void} options.tell
 * @param {string} options.logFile of the compiler
 */
export function watchSources({ restart, tell, logFile }) {
  const compiler = startChild({
    name: 'compiler',
    args: [join(root, 'node_modules/typescript/bin/tsc'), '-b', '-w', '--preserveWatchOutput'],
    env: {},
    logFile,
  });
  /** @type {Set<'backend' | 'simulator'>} */
  const changed = new Set();
  /** @type {NodeJS.Timeout | undefined} */
  let quiet;
  let queue = Promise.resolve();

  async function restartChanged() {
    const names = [...changed];
    changed.clear();
    for (const name of names) {
      tell(`${name} changed, starting it again`);
      await restart(name).then(
        () => tell(`${name} is ready`),
        (error) => tell(error.message),
      );
    }
  }

  const watchers = Object.entries(READERS)
    .map(([folder, readers]) => ({ dist: join(root, folder, 'dist'), readers }))
    .filter(({ dist }) => existsSync(dist))
    .map(({ dist, readers }) =>
      watch(dist, { recursive: true }, (_, file) => {
        if (!/\.(js|json)$/.test(String(file))) return;
        for (const reader of readers) changed.add(reader);
        clearTimeout(quiet);
        quiet = setTimeout(() => (queue = queue.then(restartChanged)), QUIET_MILLISECONDS);
      }),
    );

  return {
    pid: compiler.pid,
    kill: compiler.kill,
    async stop() {
      clearTimeout(quiet);
      for (const watcher of watchers) watcher.close();
      await compiler.stop();
      await queue;
    },
  };
}
