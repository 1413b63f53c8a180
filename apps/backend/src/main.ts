import 'reflect-metadata';
import { AppLifecycle } from './app.lifecycle.js';
import { AppModule } from './app.module.js';
import { loadConfig, readEnvironment } from './config/load-config.js';
import { isDatabaseFault } from './database/faults.js';
import { createHttpApp, type HttpApp } from './platform/http.js';
import { inspectKeyring } from './platform/inspect-keyring.js';
import { Log } from './platform/log.js';

const DRAIN_MS = 4_000;
/** A supervisor kills after ten seconds: better to end by oneself, with the log written. */
const SHUTDOWN_MS = 9_000;

async function start(): Promise<void> {
  const config = loadConfig(readEnvironment(), inspectKeyring);
  const app = await createHttpApp(AppModule.forRoot(config), { isUnavailable: isDatabaseFault });
  const log = app.nest.get(Log);
  watchProcess(app, log);
  await app.nest.get(AppLifecycle).start();
  const { apiPort, adminPort } = await app.listen();
  log.info({ event: 'listening', role: config.roles.join(','), api_port: apiPort, admin_port: adminPort });
  log.flush();
}

function watchProcess(app: HttpApp, log: Log): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    void shutDown(app, log, signal);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A state nobody foresaw: nothing that runs on from here could be trusted.
  process.on('uncaughtException', (error) => die(log, 'uncaught_exception', error));
  process.on('unhandledRejection', (error) => die(log, 'unhandled_rejection', error));
}

async function shutDown(app: HttpApp, log: Log, signal: NodeJS.Signals): Promise<void> {
  log.info({ event: 'stopping', signal });
  setTimeout(() => die(log, 'stop_took_too_long', new Error('work was left unfinished')), SHUTDOWN_MS).unref();
  try {
    await app.close(DRAIN_MS);
  } catch (error) {
    die(log, 'stop_failed', error);
  }
  log.info({ event: 'stopped' });
  log.flush();
  process.exit(0);
}

function die(log: Log, event: string, error: unknown): never {
  log.fatal(event, error);
  process.exit(1);
}

await start().catch((error: unknown) => {
  // Before the log is known to work, and for a person: plain words on standard error.
  process.stderr.write(`Codewire did not start. ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
