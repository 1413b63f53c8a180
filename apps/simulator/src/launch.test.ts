import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { launch } from './launch.js';
import type { Simulator } from './simulator.js';

const FREE = { CODEWIRE_SIMULATOR_SMPP_PORT: '0', CODEWIRE_SIMULATOR_HTTP_PORT: '0' };
const blocker = createServer();
let taken = 0;
let simulator: Simulator | null = null;
let out: string[] = [];
let err: string[] = [];

/** Like console.log it prints every argument it gets. */
function lineOf(lines: string[]): (...parts: unknown[]) => void {
  return (...parts) => lines.push(parts.join(' '));
}

async function start(env: Record<string, string>): Promise<Simulator | null> {
  simulator = await launch({ ...FREE, ...env }, { out: lineOf(out), err: lineOf(err) });
  return simulator;
}

beforeEach(async () => {
  [out, err] = [[], []];
  blocker.listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  taken = (blocker.address() as AddressInfo).port;
});

afterEach(() => {
  simulator?.close();
  blocker.close();
});

describe('launch', () => {
  test('one JSON line says where it listens', async () => {
    const started = await start({});
    expect(out).toEqual([`{"event":"listening","smpp_port":${started?.smppPort},"http_port":${started?.httpPort}}`]);
    expect(err).toEqual([]);
    const response = await fetch(`http://127.0.0.1:${started?.httpPort}/healthz`);
    expect(await response.json()).toEqual({ status: 'ok' });
  });

  test('a taken SMPP port is refused by port and variable', async () => {
    expect(await start({ CODEWIRE_SIMULATOR_SMPP_PORT: String(taken) })).toBe(null);
    expect(err).toEqual([
      `Port ${taken} on 127.0.0.1 is already in use. Free it, or set CODEWIRE_SIMULATOR_SMPP_PORT to another one (0 = any free port).`,
    ]);
    expect(out).toEqual([]);
  });

  test('a taken HTTP port is refused by port and variable, and the SMPP port is free again', async () => {
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const smppPort = (free.address() as AddressInfo).port;
    free.close();
    await once(free, 'close');
    const ports = {
      CODEWIRE_SIMULATOR_SMPP_PORT: String(smppPort),
      CODEWIRE_SIMULATOR_HTTP_PORT: String(taken),
    };
    expect(await start(ports)).toBe(null);
    expect(err).toEqual([
      `Port ${taken} on 127.0.0.1 is already in use. Free it, or set CODEWIRE_SIMULATOR_HTTP_PORT to another one (0 = any free port).`,
    ]);
    expect((await start({ CODEWIRE_SIMULATOR_SMPP_PORT: String(smppPort) }))?.smppPort).toBe(smppPort);
  });

  test('a wrong environment starts nothing and tells every problem', async () => {
    expect(await start({ CODEWIRE_SIMULATOR_KEEP: '2', CODEWIRE_SIMULATOR_SMPP_PROT: '1' })).toBe(null);
    expect(err).toEqual([
      'CODEWIRE_SIMULATOR_KEEP: must be 1 (keep handsets and submissions) or 0',
      'CODEWIRE_SIMULATOR_SMPP_PROT: no such setting',
    ]);
  });

  test('in production it starts nothing and says why', async () => {
    expect(await start({ NODE_ENV: 'production' })).toBe(null);
    expect(err).toEqual([
      'The simulated carrier delivers to no real phone, so it does not start with NODE_ENV=production.',
    ]);
  });
});
