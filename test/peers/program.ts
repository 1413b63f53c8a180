import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { vi } from 'vitest';
import { currentRun } from '../../tools/testing/run-folder.js';

const PATIENCE = { timeout: 30_000, interval: 20 };

/** A program that is not ours. All it prints is kept, and searched for secrets when the run ends. */
export interface Program {
  output(): string;
  /** Waits for the first match in its output; fails with all of it when the program ends without one. */
  outputMatching(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Ends it and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  readonly exited: Promise<number | null>;
}

/** Starts a program; the caller stops it in its `afterAll`. */
export function startProgram(command: string, args: readonly string[]): Program {
  const name = [command, ...args].find((word) => word.endsWith('.pl')) ?? command;
  const file = join(currentRun().output, `${basename(name)}-${randomBytes(4).toString('hex')}.log`);
  const log = openSync(file, 'a', 0o600);
  const child = spawn(command, args, { stdio: ['ignore', log, log] });
  closeSync(log);
  let hasEnded = false;
  const exited = once(child, 'exit').then(([code]) => {
    hasEnded = true;
    return code as number | null;
  });
  const output = () => readFileSync(file, 'utf8');
  return {
    output,
    outputMatching: async (pattern) => {
      await vi.waitUntil(() => pattern.test(output()) || hasEnded, PATIENCE);
      const match = output().match(pattern);
      if (match === null) throw new Error(`${name} never printed ${pattern}; it printed:\n${output()}`);
      return match;
    },
    stop: async (signal = 'SIGTERM') => {
      if (!hasEnded) child.kill(signal);
      await exited;
    },
    exited,
  };
}
