import { existsSync } from 'node:fs';
import { chooseAccount, dataFolderFor } from '../postgres-account.mjs';
import { startPostgres } from '../postgres.mjs';
import { until } from '../processes.mjs';
import { describePaths, findHolder, takeDataFolder } from './data-folder.mjs';
import { commandSettings } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {{ env: Record<string, string>, close: () => Promise<void> }} OpenDatabase what a command gets, and how it is given back */

/** A first start takes longer, but then it says so itself. */
const PATIENCE_MILLISECONDS = 60_000;

/** Whether the embedded server has kept anything. @param {string} folder */
function hasData(folder) {
  return existsSync(dataFolderFor(chooseAccount(), folder));
}

/**
 * Finds the database that a command works on: the one that DATABASE_URL names, else that of the system that runs, else
 * the one a system left behind. Nothing is started yet; rejects with words when there is none.
 * @param {Settings} settings
 * @returns {Promise<() => Promise<OpenDatabase>>} opens it
 */
export async function findDatabase(settings) {
  const paths = describePaths(settings.dataDir);
  const keyringFile = settings.keyringFile ?? paths.keyring;
  const { databaseUrl } = settings;
  if (databaseUrl) return async () => opened(commandSettings(settings, { databaseUrl, keyringFile }));
  const isSettled = () => {
    const holder = findHolder(settings.dataDir);
    return holder === undefined || holder.backend !== undefined;
  };
  if (!(await until(isSettled, PATIENCE_MILLISECONDS, 100))) {
    throw new Error('Codewire is still starting. Try again when it is ready.');
  }
  // Its own settings, whatever this shell's are: the two are to agree on ports, keyring and all the rest.
  const running = findHolder(settings.dataDir)?.backend;
  if (running) return async () => opened(running);
  if (hasData(paths.postgres)) return () => openEmbedded(settings, keyringFile);
  throw new Error('There is no database yet. Run `npm start` once, or set DATABASE_URL.');
}

/** @param {Record<string, string>} env @param {() => Promise<void>} [close] @returns {OpenDatabase} */
function opened(env, close = async () => {}) {
  return { env, close };
}

/** Starts the embedded server for as long as one command takes. @param {Settings} settings @param {string} keyringFile */
async function openEmbedded(settings, keyringFile) {
  const folder = await takeDataFolder(settings.dataDir);
  try {
    const server = await startPostgres({ dataDir: folder.postgres, logFile: folder.log('postgres') });
    return opened(commandSettings(settings, { databaseUrl: server.url('codewire'), keyringFile }), async () => {
      await server.stop();
      folder.release();
    });
  } catch (error) {
    folder.release();
    throw error;
  }
}
