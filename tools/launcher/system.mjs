import { existsSync } from 'node:fs';
import { startPostgres } from '../postgres.mjs';
import { makeServingLogin, servingUrl } from '../serving-login.mjs';
import { runBackendCommand } from './backend-command.mjs';
import { tailOf } from './child.mjs';
import { backendService, consoleService, simulatorService, startService, untilReady } from './services.mjs';
import { commandSettings } from './settings.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./data-folder.mjs').DataFolder} DataFolder */
/** @typedef {import('./services.mjs').Service} Service */

/** A running part of the system. @typedef {{ stop: () => Promise<void>, kill: () => void }} Part */

/** What depends on others is stopped before the others. */
const STOP_ORDER = ['console', 'backend', 'simulator', 'postgres'];

/** Alone on a line of what the command prints. */
const SETUP_TOKEN = /^[0-9A-Z]{4}(?:-[0-9A-Z]{4})+$/m;

/**
 * The system on this machine: its database, its keyring and its processes. Whatever happens while it starts, what runs
 * can be stopped.
 * @param {object} options
 * @param {Settings} options.settings
 * @param {DataFolder} options.folder
 * @param {boolean} options.isWatched the console serves its sources; the others are started again by their watcher
 * @param {AbortSignal} options.signal
 * @param {(error: Error) => void} options.onEnded called when a part ends that nobody asked to
 */
export function createSystem({ settings, folder, isWatched, signal, onEnded }) {
  /** @type {Map<string, Part>} */
  const parts = new Map();
  /** What was made for the backend, for when it is started again. @type {import('./services.mjs').Made | undefined} */
  let backend;
  /** What the first run asks for; none where there is an owner. @type {string | undefined} */
  let setupToken;

  /** Where nobody names a database: ours. */
  async function startDatabase() {
    const logFile = folder.log('postgres');
    const server = await startPostgres({ dataDir: folder.postgres, logFile, databases: ['codewire'] });
    let isWanted = true;
    parts.set('postgres', { stop: () => ((isWanted = false), server.stop()), kill: server.kill });
    void server.exited.then(() => {
      if (isWanted) onEnded(new Error(`PostgreSQL ended. The end of ${logFile}:\n${tailOf(logFile)}`));
    });
    return server;
  }

  /** Starts a service and waits until it is ready. @param {Service} service @param {AbortSignal} until */
  async function start(service, until) {
    if (until.aborted) return;
    const child = startService(service, folder.log(service.name));
    folder.recordChild(service.name, child.pid);
    let isWanted = true;
    parts.set(service.name, { stop: () => ((isWanted = false), child.stop()), kill: child.kill });
    await untilReady(service, child, until);
    void child.ended.then((how) => {
      const log = `The end of ${child.logFile}:\n${tailOf(child.logFile)}`;
      if (isWanted) onEnded(new Error(`The ${service.name} ${how}. ${log}`));
    });
  }

  /** @param {AbortSignal} until */
  async function prepareBackend(until) {
    const keyringFile = settings.keyringFile ?? folder.keyring;
    const server = settings.databaseUrl ? undefined : await startDatabase();
    const databaseUrl = server?.url('codewire') ?? settings.databaseUrl ?? '';
    const env = commandSettings(settings, { databaseUrl, keyringFile });
    if (!existsSync(keyringFile)) {
      await runBackendCommand(['keyring', 'create', '--file', keyringFile, '--development'], env, until);
    }
    await runBackendCommand(['migration', 'run'], env, until);
    await runBackendCommand(['seed', '--first-key-file', folder.firstKey], env, until);
    if (server && !until.aborted) await makeServingLogin(server, 'codewire');
    folder.recordBackend(env);
    backend = { databaseUrl, servingUrl: server ? servingUrl(databaseUrl) : databaseUrl, keyringFile };
    return backendService(settings, backend, { isWatched });
  }

  /** Never written anywhere: the terminal alone shows it. @param {AbortSignal} until */
  async function makeSetupToken(until) {
    if (backend === undefined || until.aborted) return;
    const args = ['operator', 'setup-token', '--if-needed'];
    const printed = await runBackendCommand(args, commandSettings(settings, backend), until);
    setupToken = SETUP_TOKEN.exec(printed)?.[0];
  }

  return {
    /** What the first run asks for, once everything is up; undefined where there is an owner. */
    setupToken: () => setupToken,

    /** Brings everything up. The carrier and the console need no database, so they start beside it. */
    async startAll() {
      const failure = new AbortController();
      const until = AbortSignal.any([signal, failure.signal]);
      const starts = [
        start(simulatorService(settings), until),
        prepareBackend(until).then((service) => Promise.all([start(service, until), makeSetupToken(until)])),
        start(consoleService(settings, { isWatched }), until),
      ];
      // The first failure ends the others' wait, and is told once nothing goes on starting behind it.
      for (const one of starts) one.catch(() => failure.abort());
      const settled = Promise.allSettled(starts);
      await Promise.all(starts).catch(async (error) => {
        await settled;
        throw error;
      });
    },

    /** @param {'simulator' | 'backend'} name */
    async restart(name) {
      await parts.get(name)?.stop();
      if (name === 'simulator') return start(simulatorService(settings), signal);
      if (backend === undefined) return;
      await runBackendCommand(['migration', 'run'], commandSettings(settings, backend), signal);
      return start(backendService(settings, backend, { isWatched }), signal);
    },

    async stopAll() {
      for (const name of STOP_ORDER) await parts.get(name)?.stop();
    },

    killAll() {
      for (const part of parts.values()) part.kill();
    },
  };
}

/** @typedef {ReturnType<typeof createSystem>} System */
