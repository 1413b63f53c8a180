import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { childEnvironment, nodeBinary } from '../node.mjs';
import { until } from '../processes.mjs';
import { root } from '../root.mjs';
import { currentRun } from './run-folder.js';

const START_MILLISECONDS = 120_000;
const STOP_MILLISECONDS = 20_000;

/** A process under test. All it prints is kept, and searched for secrets when the run ends. */
export interface RunningProcess {
  readonly pid: number;
  /** All it has printed so far, errors included. */
  output(): string;
  /** Resolves with the first match in its output; rejects when it ends, or after a minute, without one. */
  outputMatching(pattern: RegExp): Promise<RegExpMatchArray>;
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, then waits for the end; resolves with the exit code, null where a signal ended it. */
  stop(): Promise<number | null>;
  /** SIGKILL, then waits for the end. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
}

export interface ProcessOptions {
  /** Names the file its output goes to. */
  readonly name: string;
  /** The script and its arguments, run by the installed Node. */
  readonly args: readonly string[];
  /** All settings it gets; of this process's own environment only PATH, HOME and the like. */
  readonly env?: Record<string, string>;
  readonly cwd?: string;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Starts a process whose output is captured. The caller stops it in its `afterAll`. */
export function startProcess({ name, args, env = {}, cwd = root }: ProcessOptions): RunningProcess {
  const file = join(currentRun().output, `${name}-${randomBytes(4).toString('hex')}.log`);
  const log = openSync(file, 'a', 0o600);
  // A run starts a hundred of them: what V8 made of the scripts is kept for the next.
  const environment = childEnvironment({ NODE_COMPILE_CACHE: join(currentRun().path, 'compiled'), ...env });
  const child = spawn(nodeBinary(), args, { cwd, env: environment, stdio: ['ignore', log, log] });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) throw new Error(`${name} could not be started`);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const output = () => readFileSync(file, 'utf8');
  const outputMatching = async (pattern: RegExp) => {
    const find = () => output().match(pattern);
    await until(() => find() !== null || hasEnded(child), START_MILLISECONDS);
    const match = find();
    if (match === null) throw new Error(`${name} never printed ${pattern}; it printed:\n${output()}`);
    return match;
  };
  const stop = async () => {
    child.kill('SIGTERM');
    const stubborn = setTimeout(() => child.kill('SIGKILL'), STOP_MILLISECONDS);
    const code = await exited;
    clearTimeout(stubborn);
    return code;
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  return { pid, output, outputMatching, signal: (signal) => void child.kill(signal), stop, kill, exited };
}

/** Below the ports that systems give to outgoing connections: one of those could take a port before its server does. */
const PORTS = { first: 10_000, last: 29_999 } as const;
/** Each worker has ports of its own: another could try one, or take it, between its being found free and its use. */
const WORKERS = 8;
const PORTS_OF_ONE = (PORTS.last + 1 - PORTS.first) / WORKERS;
const FIRST_OF_THIS = PORTS.first + (Number(process.env['VITEST_POOL_ID'] ?? 0) % WORKERS) * PORTS_OF_ONE;
const MOST_TRIES = 50;
const handedOut = new Set<number>();

/** Ports that are free on loopback, all different, and none that this process was given before. */
export async function freePorts<const N extends number>(count: N): Promise<number[] & { length: N }> {
  const ports: number[] = [];
  while (ports.length < count) ports.push(await freePort());
  return ports as number[] & { length: N };
}

async function freePort(): Promise<number> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const port = FIRST_OF_THIS + randomInt(PORTS_OF_ONE);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`of ${MOST_TRIES} ports from ${FIRST_OF_THIS} on none was free`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    await once(server.close(), 'close');
    return true;
  } catch {
    return false;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status === 200;
  } catch {
    return false;
  }
}

/** Waits until the process answers 200 there; stops it and rejects with its output when it ends or takes too long. */
export async function untilHealthy(process: RunningProcess, url: string): Promise<void> {
  let ended = false;
  void process.exited.then(() => (ended = true));
  let healthy = false;
  await until(async () => (healthy = await answers(url)) || ended, START_MILLISECONDS);
  if (healthy) return;
  await process.kill();
  throw new Error(`${url} never answered 200; the process printed:\n${process.output()}`);
}
