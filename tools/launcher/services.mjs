import { join } from 'node:path';
import { BACKEND_MAIN } from '../bundle.mjs';
import { prepareConsole } from '../console.mjs';
import { until } from '../processes.mjs';
import { root } from '../root.mjs';
import { startChild, tailOf } from './child.mjs';
import { apiUrl, backendSettings, consoleSettings, simulatorSettings } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./child.mjs').Child} Child */

/**
 * @typedef {object} Made what the launcher made for the backend
 * @property {string} databaseUrl for commands
 * @property {string} servingUrl the same database, as the backend connects to it
 * @property {string} keyringFile
 */

/**
 * @typedef {object} Service how one process of the system is started and how it shows that it is well
 * @property {'simulator' | 'backend' | 'console'} name
 * @property {() => string[]} args asked for at each start, once everything is built
 * @property {Record<string, string>} env
 * @property {string} health answers 200 when it is ready
 * @property {string} [cwd]
 */

/** @param {Settings} settings @returns {Service} */
export function simulatorService(settings) {
  return {
    name: 'simulator',
    args: () => [join(root, 'apps/simulator/dist/main.js')],
    env: simulatorSettings(settings),
    health: `http://127.0.0.1:${settings.ports.handsets}/healthz`,
  };
}

/** @param {Settings} settings @param {Made} made @param {{ isWatched: boolean }} how @returns {Service} */
export function backendService(settings, made, { isWatched }) {
  return {
    name: 'backend',
    // The compiler that watches writes modules.
    args: () => [isWatched ? join(root, 'apps/backend/dist/main.js') : BACKEND_MAIN],
    env: backendSettings(settings, made),
    health: `${apiUrl(settings)}/readyz`,
  };
}

/** @param {Settings} settings @param {{ isWatched: boolean }} how @returns {Service} */
export function consoleService(settings, { isWatched }) {
  const { console: port } = settings.ports;
  const next = join(root, 'node_modules/next/dist/bin/next');
  return {
    name: 'console',
    args: () => (isWatched ? [next, 'dev', '-p', String(port), '-H', '127.0.0.1'] : [prepareConsole()]),
    env: { ...consoleSettings(settings), NODE_ENV: isWatched ? 'development' : 'production' },
    health: `http://127.0.0.1:${port}/healthz`,
    ...(isWatched && { cwd: join(root, 'apps/admin') }),
  };
}

/** Starts a service; it is not ready yet. @param {Service} service @param {string} logFile @returns {Child} */
export function startService({ name, args, env, cwd }, logFile) {
  return startChild({ name, args: args(), env, logFile, ...(cwd && { cwd }) });
}

/** @param {string} url @param {AbortSignal} signal */
async function answers200(url, signal) {
  try {
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]) });
    await response.body?.cancel();
    return response.status === 200;
  } catch {
    return false;
  }
}

/**
 * Waits until a started service answers; rejects with the end of its log when it ends first or takes over a minute.
 * @param {Service} service @param {Child} child @param {AbortSignal} signal
 */
export async function untilReady(service, child, signal) {
  let healthy = false;
  const decided = async () => {
    healthy = await answers200(service.health, signal);
    return healthy || !child.isRunning() || signal.aborted;
  };
  await until(decided, 60_000, 50);
  if (healthy || signal.aborted) return;
  const how = child.isRunning() ? `did not answer ${service.health} within a minute` : await child.ended;
  throw new Error(`The ${service.name} ${how}. The end of ${child.logFile}:\n${tailOf(child.logFile)}`);
}
