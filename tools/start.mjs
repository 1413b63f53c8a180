// `npm start`: from a fresh clone to a running system, in one process that stops all it started.
// `npm run dev` is the same with `--watch`. Plain JavaScript for Node 20, without packages: there are none yet.
import { existsSync, readFileSync } from 'node:fs';
import { build } from './build.mjs';
import { install, needsInstall } from './install.mjs';
import { takeDataFolder } from './launcher/data-folder.mjs';
import { checkPorts } from './launcher/ports.mjs';
import { apiUrl, readSettings, withEnvFile } from './launcher/settings.mjs';
import { createSystem } from './launcher/system.mjs';
import { watchSources } from './launcher/watch.mjs';

/** @typedef {import('./launcher/settings.mjs').Settings} Settings */
/** @typedef {import('./launcher/data-folder.mjs').DataFolder} DataFolder */

/** Ctrl-C reaches npm and us, and npm hands it on: what follows this soon is the same wish. */
const SAME_WISH_MILLISECONDS = 1_000;

const isWatched = process.argv.includes('--watch');

/** @param {string} line */
const tell = (line) => console.log(`codewire: ${line}`);

/** @param {string} what @param {() => Promise<unknown>} work */
async function timed(what, work) {
  tell(`${what} ...`);
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  if (seconds > 5) tell(`${what}: done in ${seconds.toFixed(0)} s`);
}

/** A word for the shell, whatever is in it. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Where a person begins: at the first run until there is an owner. @param {string} url @param {string | undefined} setupToken */
function consoleLines(url, setupToken) {
  if (setupToken === undefined) return [`  Console    ${url}`];
  return [
    `  Console    ${url}/setup`,
    `  Token      ${setupToken}   (asked for there: makes you the owner, once, within the hour)`,
  ];
}

/**
 * What a person needs to know now.
 * @param {Settings} settings @param {DataFolder} folder
 * @param {{ isFirstStart: boolean, setupToken: string | undefined }} state
 */
function welcome(settings, folder, { isFirstStart, setupToken }) {
  const api = apiUrl(settings);
  const key = existsSync(folder.firstKey) ? readFileSync(folder.firstKey, 'utf8').trim() : undefined;
  const bearer = key ? `$(cat ${quoted(folder.firstKey)})` : '$CODEWIRE_KEY';
  const { ports } = settings;
  const lines = [
    '',
    'Codewire is ready. Ctrl-C stops it.',
    '',
    ...consoleLines(`http://localhost:${ports.console}`, setupToken),
    `  API        ${api}   (described at ${api}/docs)`,
    `  Handsets   http://127.0.0.1:${ports.handsets}/handsets/12125551212/messages`,
    `  Carrier    127.0.0.1:${ports.smpp}, simulated, SMPP 3.4`,
    `  Data       ${folder.dataDir}`,
    ...(key && isFirstStart ? [`  API key    ${key}   (shown once; kept in ${folder.firstKey})`] : []),
    ...(key
      ? []
      : ['  API key    none is kept here; `npm run key -- create --name me` makes one: put it into CODEWIRE_KEY']),
    '',
    'Ask for a code:',
    '',
    `curl -s ${api}/v1/otp -H "authorization: Bearer ${bearer}" -H 'content-type: application/json' -d '{"number":"12125551212","language":"en"}'`,
    '',
  ];
  console.log(lines.join('\n'));
}

/** Turns signals into one wish to stop; a second one, later, ends everything at once. @param {() => void} endAtOnce */
function listenForStop(endAtOnce) {
  const stop = new AbortController();
  let first = 0;
  const onSignal = () => {
    if (!stop.signal.aborted) {
      first = performance.now();
      tell('stopping ...');
      stop.abort();
    } else if (performance.now() - first > SAME_WISH_MILLISECONDS) endAtOnce();
  };
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, onSignal);
  return stop;
}

/** Resolves when the signal aborts. @param {AbortSignal} signal @returns {Promise<void>} */
function aborted(signal) {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve())));
}

/** @param {Settings} settings @param {DataFolder} folder @param {AbortController} stop @param {(kill: () => void) => void} onKillable */
async function runSystem(settings, folder, stop, onKillable) {
  const { signal } = stop;
  if (needsInstall()) await timed('installing the packages, about a minute the first time', () => install(signal));
  if (signal.aborted) return;
  await timed('building what changed', () => build({ signal, without: isWatched ? ['@codewire/admin'] : [] }));
  if (signal.aborted) return;

  /** @type {(error: Error) => void} */
  let fail = () => {};
  const failed = new Promise((_, reject) => (fail = reject));
  failed.catch(() => {});
  const onEnded = (/** @type {Error} */ error) => (isWatched ? tell(error.message) : fail(error));
  const system = createSystem({ settings, folder, isWatched, signal, onEnded });
  onKillable(system.killAll);
  let watcher;
  try {
    const isFirstStart = !existsSync(folder.firstKey);
    await timed('starting', () => Promise.race([system.startAll(), failed]));
    if (signal.aborted) return;
    welcome(settings, folder, { isFirstStart, setupToken: system.setupToken() });
    if (isWatched) {
      watcher = watchSources({ restart: system.restart, tell, logFile: folder.log('compiler') });
      folder.recordChild('compiler', watcher.pid);
      const kill = watcher.kill;
      onKillable(() => (kill(), system.killAll()));
    }
    await Promise.race([aborted(signal), failed]);
  } finally {
    stop.abort();
    await watcher?.stop();
    await system.stopAll();
  }
}

async function main() {
  const settings = readSettings(withEnvFile(process.env));
  if (settings.nodeEnv === 'production') {
    throw new Error('`npm start` is for development. docs/deployment.md says how to run Codewire for real.');
  }
  let killAll = () => {};
  const stop = listenForStop(() => {
    killAll();
    process.exit(130);
  });
  const folder = await takeDataFolder(settings.dataDir);
  try {
    await checkPorts(settings);
    await runSystem(settings, folder, stop, (kill) => (killAll = kill));
    tell('stopped');
  } finally {
    folder.release();
  }
}

// A closed terminal or a reader that left must not end us before we have ended what we started.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

main().catch((error) => {
  // A plain Error says what is wrong outside; anything else is a fault of ours and shows where.
  console.error(error.constructor === Error ? `codewire: ${error.message}` : error);
  process.exitCode = 1;
});
