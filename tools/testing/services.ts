import { join } from 'node:path';
import { BACKEND_CLI, BACKEND_MAIN } from '../bundle.mjs';
import { prepareConsole } from '../console.mjs';
import { root } from '../root.mjs';
import { servingUrl } from '../serving-login.mjs';
import { freePorts, startProcess, untilHealthy, type RunningProcess } from './processes.js';
import { currentRun } from './run-folder.js';

/** The simulated carrier, in a process of its own. */
export interface Simulator extends RunningProcess {
  readonly smppPort: number;
  readonly httpPort: number;
  /** Of its HTTP side: handsets and switches. */
  readonly url: string;
}

/** Starts a simulated carrier on free ports, or on the given ones, and waits until it is healthy. */
export async function startSimulator(
  ports?: { smppPort: number; httpPort: number },
  env: Record<string, string> = {},
): Promise<Simulator> {
  const [freeSmpp, freeHttp] = await freePorts(2);
  const smppPort = ports?.smppPort ?? freeSmpp!;
  const httpPort = ports?.httpPort ?? freeHttp!;
  const process = startProcess({
    name: 'simulator',
    args: [join(root, 'apps/simulator/dist/main.js')],
    env: { ...env, CODEWIRE_SIMULATOR_SMPP_PORT: String(smppPort), CODEWIRE_SIMULATOR_HTTP_PORT: String(httpPort) },
  });
  const url = `http://127.0.0.1:${httpPort}`;
  await untilHealthy(process, `${url}/healthz`);
  return { ...process, smppPort, httpPort, url };
}

/** The backend, in a process of its own. */
export interface Backend extends RunningProcess {
  /** Of the public API. */
  readonly url: string;
  readonly adminPort: number;
}

export interface BackendOptions {
  /** As the owner: what serves connects to it as a server does. */
  readonly databaseUrl: string;
  readonly simulator?: Pick<Simulator, 'smppPort' | 'httpPort'>;
  /** Where the console will stand: the only origin the admin API answers to. */
  readonly consoleOrigin?: string;
  /** Further settings. */
  readonly env?: Record<string, string>;
}

/** The settings of a backend, or of one of its commands, that works on a test database. */
function backendEnvironment({ databaseUrl, simulator, consoleOrigin, env }: BackendOptions): Record<string, string> {
  return {
    DATABASE_URL: servingUrl(databaseUrl),
    CODEWIRE_KEYRING_FILE: currentRun().keyringFile,
    ...(consoleOrigin && { CODEWIRE_CONSOLE_ORIGIN: consoleOrigin }),
    ...(simulator && {
      CODEWIRE_SIMULATOR_SMPP_PORT: String(simulator.smppPort),
      CODEWIRE_SIMULATOR_HTTP_PORT: String(simulator.httpPort),
    }),
    ...env,
  };
}

/** Starts a backend on free ports and waits until it is ready. */
export async function startBackend(options: BackendOptions): Promise<Backend> {
  const [port, adminPort] = await freePorts(2);
  const process = startProcess({
    name: 'backend',
    args: [BACKEND_MAIN],
    env: {
      CODEWIRE_API_PORT: String(port),
      CODEWIRE_ADMIN_API_PORT: String(adminPort),
      ...backendEnvironment(options),
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilHealthy(process, `${url}/readyz`);
  return { ...process, url, adminPort: adminPort! };
}

/** Runs a command of the backend to its end and resolves with what it printed; rejects when it fails. */
export async function runCommand(options: BackendOptions, args: readonly string[]): Promise<string> {
  const process = startProcess({
    name: `cli-${args[0]}`,
    args: [BACKEND_CLI, ...args],
    env: { ...backendEnvironment(options), CODEWIRE_MIGRATION_DATABASE_URL: options.databaseUrl },
  });
  const code = await process.exited;
  if (code !== 0) throw new Error(`the command ${args[0]} ended with ${code}:\n${process.output()}`);
  return process.output();
}

/** The console's production build, in a process of its own. */
export interface Console extends RunningProcess {
  readonly url: string;
}

/** Starts the console for a backend's admin API and waits until it is healthy. */
export async function startConsole(options: {
  port: number;
  adminPort: number;
  env?: Record<string, string>;
}): Promise<Console> {
  // By the name that passkeys and cookies belong to.
  const url = `http://localhost:${options.port}`;
  const process = startProcess({
    name: 'console',
    args: [prepareConsole()],
    env: {
      PORT: String(options.port),
      HOSTNAME: '127.0.0.1',
      CODEWIRE_CONSOLE_PORT: String(options.port),
      CODEWIRE_ADMIN_API_PORT: String(options.adminPort),
      CODEWIRE_CONSOLE_ORIGIN: url,
      CODEWIRE_CONSOLE_PSEUDO_LOCALES: '1',
      ...options.env,
    },
  });
  await untilHealthy(process, `http://127.0.0.1:${options.port}/healthz`);
  return { ...process, url };
}
