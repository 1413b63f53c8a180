import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Handed from the process that starts a test run to all that take part in it. */
const VARIABLE = 'TEST_RUN_FOLDER';

/** Where one test run keeps its database, the output of every process it started, and the secrets its tests made. */
export interface RunFolder {
  readonly path: string;
  readonly postgresData: string;
  readonly postgresLog: string;
  readonly keyringFile: string;
  /** The key of the seeded application, as a first start leaves it. */
  readonly firstKeyFile: string;
  /** One JSON line `{ kind, value }` per secret. */
  readonly secretsFile: string;
  /** A value that was a statement's parameter: found in PostgreSQL's log, it proves that parameters are logged. */
  readonly canaryFile: string;
  /** What the started processes printed, one file each. */
  readonly output: string;
}

function describe(path: string): RunFolder {
  return {
    path,
    postgresData: join(path, 'postgres'),
    postgresLog: join(path, 'postgres.log'),
    keyringFile: join(path, 'keyring.json'),
    firstKeyFile: join(path, 'first-key'),
    secretsFile: join(path, 'secrets.jsonl'),
    canaryFile: join(path, 'canary'),
    output: join(path, 'output'),
  };
}

/** Makes the folder of a new run and names it to the processes started from here on. */
export function openRun(): RunFolder {
  const run = describe(mkdtempSync(join(tmpdir(), 'codewire-run-')));
  mkdirSync(run.output);
  process.env[VARIABLE] = run.path;
  return run;
}

/** The run this process belongs to; undefined where tests run without one, as the unit tests do. */
export function findRun(): RunFolder | undefined {
  const path = process.env[VARIABLE];
  return path === undefined ? undefined : describe(path);
}

/** The run this process belongs to. */
export function currentRun(): RunFolder {
  const run = findRun();
  if (run === undefined) throw new Error('this test needs a database or a process, so it belongs in project db or e2e');
  return run;
}
