import { describe, expect, test, vi } from 'vitest';
import type { BindStateView, DatabaseHealth } from '../platform/ports.js';
import { isFromThisMachine } from './neighbours.js';
import { readReadiness } from './readiness.js';

const WELL: DatabaseHealth = { ping: async () => undefined, schemaIsCurrent: async () => true };

function bind(state: BindStateView['state'], reason = ''): BindStateView {
  return { carrierId: 'car_1', name: 'Simulated', isSimulated: true, state, reason, since: new Date(0) };
}

function read(given: {
  database?: Partial<DatabaseHealth>;
  binds?: BindStateView[];
  hasTexts?: boolean;
  isSender?: boolean;
}) {
  const { database = {}, hasTexts = true, binds = [bind('bound')], isSender = true } = given;
  return readReadiness({
    database: { ...WELL, ...database },
    texts: { isReady: hasTexts },
    binds: { binds: async () => binds },
    isSender,
  });
}

describe('a process', () => {
  test('whose database answers and whose carriers are bound is ready', async () => {
    expect(await read({})).toMatchObject({ status: 'ready', database: 'up', schema: 'current', texts: 'there' });
  });

  test('without a text to send is unavailable, whatever else is well', async () => {
    expect(await read({ hasTexts: false })).toMatchObject({ status: 'unavailable', database: 'up', texts: 'missing' });
  });

  test('whose database is away is unavailable', async () => {
    const ping = () => Promise.reject(new Error('ECONNREFUSED'));
    expect(await read({ database: { ping } })).toMatchObject({
      status: 'unavailable',
      database: 'down',
      schema: 'unknown',
    });
  });

  test('whose database takes longer than a second is unavailable', async () => {
    vi.useFakeTimers();
    const reading = read({ database: { ping: () => new Promise(() => undefined) } });
    await vi.advanceTimersByTimeAsync(999);
    const early = await Promise.race([reading, Promise.resolve('waiting')]);
    await vi.advanceTimersByTimeAsync(1);
    vi.useRealTimers();
    expect(early).toBe('waiting');
    expect(await reading).toMatchObject({ status: 'unavailable', database: 'down' });
  });

  test('on an older schema is unavailable', async () => {
    const schemaIsCurrent = async () => false;
    expect(await read({ database: { schemaIsCurrent } })).toMatchObject({ status: 'unavailable', schema: 'outdated' });
  });

  test('whose carrier is down is degraded: codes are still accepted', async () => {
    const binds = [bind('bound'), bind('down', 'connect_failed')];
    expect(await read({ binds })).toMatchObject({ status: 'degraded', binds });
  });

  test('whose carrier is slowed by itself is ready', async () => {
    expect(await read({ binds: [bind('throttled', 'throttled')] })).toMatchObject({ status: 'ready' });
  });

  test('is not degraded by a carrier that is switched off, nor where it sends nothing itself', async () => {
    expect(await read({ binds: [bind('idle', 'not_enabled')] })).toMatchObject({ status: 'ready' });
    expect(await read({ binds: [bind('idle', 'not_held')], isSender: false })).toMatchObject({ status: 'ready' });
  });
});

describe('a caller', () => {
  const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
    isFromThisMachine({ socket: { remoteAddress }, headers } as never);

  test.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])('at %s is on this machine', (address) => {
    expect(from(address)).toBe(true);
  });

  test.each(['10.0.0.1', '::ffff:10.0.0.1', '2001:db8::1', ''])('at %s is not', (address) => {
    expect(from(address)).toBe(false);
  });

  test.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])('behind a proxy, told by %s, is not', (header) => {
    expect(from('127.0.0.1', { [header]: '127.0.0.1' })).toBe(false);
  });
});
