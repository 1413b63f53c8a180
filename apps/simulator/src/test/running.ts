import { afterEach } from 'vitest';
import type { Config } from '../config.js';
import { startSimulator, type Simulator } from '../simulator.js';

/** 24 November 2026, 14:05:07 UTC. */
export const REFERENCE_TIME = Date.UTC(2026, 10, 24, 14, 5, 7);

export interface Running extends Simulator {
  log: Record<string, unknown>[];
  /** The JSON answer and its status. */
  call(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
}

const running: Simulator[] = [];
let numbers = 15_550_100_000;

afterEach(() => running.splice(0).forEach((simulator) => simulator.close()));

/** A number no other test uses. */
export function freshNumber(): string {
  numbers += 1;
  return String(numbers);
}

/** A simulator on free ports that ends with the test; receipts come at once unless told otherwise. */
export async function start(config: Partial<Config> = {}, now?: () => number): Promise<Running> {
  const log: Record<string, unknown>[] = [];
  const simulator = await startSimulator(
    { smppPort: 0, httpPort: 0, tlsPort: 0, receiptDelayMs: 0, account: null, isKeeping: true, ...config },
    {
      log: (line) => log.push(line),
      now: now ?? (() => performance.timeOrigin + performance.now()),
      random: 0xb3c4,
    },
  );
  running.push(simulator);
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`http://127.0.0.1:${simulator.httpPort}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return { ...simulator, log, call };
}
