import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { findHolder } from '../launcher/data-folder.mjs';
import { PORTS } from '../launcher/settings.mjs';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { chooseAccount, dataFolderFor, removeData } from '../postgres-account.mjs';
import { processesIn, processMark, signalProcess, until } from '../processes.mjs';
import { root } from '../root.mjs';
import { freePorts } from './processes.js';
import { currentRun } from './run-folder.js';

/** A data folder and ports of a test's own. What a launcher prints stays in it: the first start prints a key. */
export interface Place {
  readonly folder: string;
  readonly dataDir: string;
  readonly ports: Readonly<Record<keyof typeof PORTS, number>>;
  /** Settings of everything that is started here. */
  readonly env: Record<string, string>;
  logFiles(): string[];
  remove(): void;
}

export async function makePlace(env: Record<string, string> = {}): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'codewire-launch-'));
  // Where PostgreSQL has to run as another user, that user passes through here to its data.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, "it's here");
  const names = Object.keys(PORTS) as (keyof typeof PORTS)[];
  const free = await freePorts(5);
  const ports = Object.fromEntries(names.map((name, index) => [name, free[index]])) as Place['ports'];
  const variables = Object.fromEntries(names.map((name) => [PORTS[name].variable, String(ports[name])]));
  return {
    folder,
    dataDir,
    ports,
    // Whatever a developer's `.env` says.
    env: {
      DATABASE_URL: '',
      CODEWIRE_MIGRATION_DATABASE_URL: '',
      CODEWIRE_KEYRING_FILE: '',
      CODEWIRE_API_HOST: '',
      ...variables,
      CODEWIRE_DATA_DIR: dataDir,
      ...env,
    },
    logFiles: () => logFilesIn(dataDir),
    remove() {
      keepForTheSearch(folder, dataDir);
      removeData(chooseAccount(), join(dataDir, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function logFilesIn(dataDir: string): string[] {
  const logs = join(dataDir, 'logs');
  return existsSync(logs) ? readdirSync(logs).map((name) => join(logs, name)) : [];
}

/** What was printed and logged here joins the output of the run, which is searched for secrets when it ends. */
function keepForTheSearch(folder: string, dataDir: string): void {
  const printed = readdirSync(folder).filter((name) => name.startsWith('printed-'));
  for (const file of [...printed.map((name) => join(folder, name)), ...logFilesIn(dataDir)]) {
    const name = `launcher-${basename(file, '.log')}-${randomBytes(4).toString('hex')}.log`;
    copyFileSync(file, join(currentRun().output, name));
  }
}

/** A launcher at work, in a process group of its own as a terminal gives it one. */
export interface Launcher {
  readonly pid: number;
  readonly exited: Promise<number | null>;
  output(): string;
  /** Resolves with all it printed once it says that the system is ready; rejects with that when it ends before. */
  ready(): Promise<string>;
  /** To all of the group, as Ctrl-C does. */
  signal(signal: NodeJS.Signals): void;
}

export interface LauncherOptions {
  /** What starts it; the launcher itself unless told otherwise. */
  readonly command?: readonly string[];
  readonly cwd?: string;
  /** Standard output goes nowhere, as when a terminal was closed. */
  readonly isUnheard?: boolean;
}

export function startLauncher(
  place: Place,
  { command = [nodeBinary(), 'tools/start.mjs'], cwd = root, isUnheard = false }: LauncherOptions = {},
): Launcher {
  const file = join(place.folder, `printed-${randomBytes(4).toString('hex')}`);
  const log = openSync(file, 'a', 0o600);
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    cwd,
    env: childEnvironment(place.env),
    detached: true,
    stdio: ['ignore', isUnheard ? 'pipe' : log, isUnheard ? 'pipe' : log],
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  child.stdout?.destroy();
  child.stderr?.destroy();
  let hasEnded = false;
  const exited = once(child, 'exit').then(([code]) => ((hasEnded = true), code as number | null));
  const output = () => readFileSync(file, 'utf8');
  const isReady = async () => (isUnheard ? isUp(place, pid) : output().includes('curl -s '));
  return {
    pid,
    exited,
    output,
    async ready() {
      await until(async () => hasEnded || (await isReady()), 100_000, 50);
      if (await isReady()) return output();
      signalProcess(-pid, 'SIGKILL');
      throw new Error(`the launcher did not become ready; it printed:\n${output()}`);
    },
    signal: (signal) => void signalProcess(-pid, signal),
  };
}

/** For a launcher that nobody hears: it holds the place, and what it started answers. */
async function isUp({ dataDir, ports }: Place, pid: number): Promise<boolean> {
  if (findHolder(dataDir)?.pid !== pid) return false;
  const urls = [`http://127.0.0.1:${ports.api}/readyz`, `http://127.0.0.1:${ports.console}/healthz`];
  const answers = urls.map((url) =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
  return (await Promise.all(answers)).every(Boolean);
}

/** The processes of the system in a place, each with the mark that no later process will have. */
export function processesOf({ dataDir }: Place): { pid: number; mark: string }[] {
  const holder = findHolder(dataDir);
  if (holder === undefined) throw new Error(`nothing runs in ${dataDir}`);
  const data = dataFolderFor(chooseAccount(), join(dataDir, 'postgres'));
  const servers = existsSync(data) ? processesIn(data).map((pid) => ({ pid, mark: processMark(pid) ?? '' })) : [];
  return [{ pid: holder.pid, mark: holder.mark }, ...holder.children, ...servers];
}

/** Those of them that still run, after a moment to be gone. */
export async function survivors(processes: readonly { pid: number; mark: string }[]): Promise<number[]> {
  const alive = () => processes.filter(({ pid, mark }) => processMark(pid) === mark).map(({ pid }) => pid);
  await until(() => alive().length === 0, 20_000);
  return alive();
}

/** Where the database's socket is, as the launcher tells the commands. */
export function socketFolderOf({ dataDir }: Place): string {
  const url = findHolder(dataDir)?.backend?.['DATABASE_URL'];
  return new URL(url ?? 'none:').searchParams.get('host') ?? '';
}

/** Runs a line as pasted into a shell; what it printed. */
export function paste(line: string): string {
  return execFileSync('sh', ['-c', line], { encoding: 'utf8', env: childEnvironment() });
}

/** Runs `npm run <command>` in a place, with something on its standard input. */
export function runNpmScript(place: Place, args: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(nodeBinary(), ['tools/command.mjs', ...args], {
    cwd: root,
    env: childEnvironment(place.env),
    input,
    encoding: 'utf8',
  });
  return { code: status, printed: stdout, complained: stderr };
}
