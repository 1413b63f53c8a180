import { randomInt } from 'node:crypto';
import { readConfig } from './config.js';
import { PortError } from './listening.js';
import { startSimulator, type Simulator } from './simulator.js';

export interface Console {
  out(line: string): void;
  err(line: string): void;
}

/**
 * Starts from the environment and says on `out`, as one JSON line, where it listens. Null when it cannot start: `err`
 * was told why, every problem of the environment at once.
 */
export async function launch(
  env: Record<string, string | undefined>,
  { out, err }: Console,
): Promise<Simulator | null> {
  const read = readConfig(env);
  if (read.kind === 'refused') {
    for (const problem of read.problems) err(problem);
    return null;
  }
  try {
    const simulator = await startSimulator(read.config, {
      log: (line) => out(JSON.stringify({ ...line, time: new Date().toISOString() })),
      // Unlike Date.now it has fractions, and it never runs backwards.
      now: () => performance.timeOrigin + performance.now(),
      random: randomInt(0x1_0000),
    });
    out(JSON.stringify({ event: 'listening', smpp_port: simulator.smppPort, http_port: simulator.httpPort }));
    return simulator;
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    err(error.message);
    return null;
  }
}
