import { existsSync, watch } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../root.mjs';
import { startChild } from './child.mjs';

/** Which processes run the compiled files of which package. */
const READERS = /** @type {const} */ ({
  'libs/contracts': ['backend'],
  'libs/otp': ['backend'],
  'libs/sms': ['backend'],
  'libs/texts': ['backend'],
  'apps/backend': ['backend'],
  'apps/simulator': ['simulator'],
});

/** A compiler writes many files for one change; this long after the last of them it is done. */
const QUIET_MILLISECONDS = 300;

/** What the compiler says when it has looked at everything. */
const VERDICT = /Found (\d+) errors?\./;

/**
 * Tells what does not compile: who changes a source looks at the terminal, not into a log. Returns what ends it.
 * @param {string} logFile @param {(line: string) => void} tell
 */
function tellErrors(logFile, tell) {
  let at = 0;
  let unread = '';
  let reading = Promise.resolve();
  async function read() {
    const file = await open(logFile);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(1 << 20), position: at });
      at += bytesRead;
      unread += buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
    const verdict = VERDICT.exec(unread);
    if (verdict === null) return;
    const errors = unread.split('\n').filter((line) => line.includes(': error TS'));
    if (errors.length > 0) tell(`this does not compile:\n${errors.join('\n')}`);
    unread = '';
  }
  const watcher = watch(logFile, () => void (reading = reading.then(read).catch(() => {})));
  return () => watcher.close();
}

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
  const stopTelling = tellErrors(logFile, tell);
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
        // The bundle is what commands run.
        if (!/\.(js|json)$/.test(String(file)) || String(file).startsWith('bundle')) return;
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
      stopTelling();
      for (const watcher of watchers) watcher.close();
      await compiler.stop();
      await queue;
    },
  };
}
