import { systemClock } from '@codewire/sms';
import { afterEach, expect, test, vi } from 'vitest';
import type { Sql, Tx } from '../database/sql.js';
import { ChangedRows } from '../platform/changed-rows.js';
import type { LinkRegistry } from '../sms-transport/link-registry.js';
import type { RouteBook } from '../sms-transport/route-book.js';
import { newMessage } from '../test/messages.js';
import { DeliveryService } from './delivery.service.js';
import type { Dispatcher } from './dispatcher.js';

afterEach(() => void vi.restoreAllMocks());

const TX: Tx = { rows: async () => [], count: async () => 1, commit: async () => undefined };

/** A service that knows one carrier, whose link is bound here or not. */
function createService({ isBound, notify }: { isBound: boolean; notify: () => Promise<number> }) {
  const routes = {
    planWithRule: () => ({ routeId: 'rou_one', carrierIds: ['car_one'] }),
    senderFor: () => undefined,
    health: { begin: () => undefined },
  };
  const links = { room: () => (isBound ? 1 : 0) };
  const dispatch = vi.fn();
  const notNotified: unknown[] = [];
  const service = new DeliveryService(
    { count: notify } as unknown as Sql,
    routes as unknown as RouteBook,
    links as unknown as LinkRegistry,
    { dispatch } as unknown as Dispatcher,
    new ChangedRows(),
    5_000,
    (event, error) => void notNotified.push([event, error]),
  );
  const enqueue = () => service.enqueue(TX, [{ message: newMessage(), acceptedAt: 0, lifeMs: 600_000 }]);
  return { service, enqueue, notNotified };
}

test('a notification that fails after the commit fails nobody: the messages are accepted', async () => {
  const lost = new Error('the connection is gone');
  const { service, enqueue, notNotified } = createService({ isBound: false, notify: () => Promise.reject(lost) });
  expect(() => service.release([])).not.toThrow();
  service.release(await enqueue());
  await vi.waitUntil(() => notNotified.length === 1, { timeout: 20_000 });
  expect(notNotified).toEqual([['senders_not_woken', lost]]);
});

test('a notification that nobody answers holds no answer back', async () => {
  const { service, enqueue } = createService({ isBound: false, notify: () => new Promise(() => undefined) });
  expect(service.release(await enqueue())).toBeUndefined();
});

test('a wall clock that is put forward ends no life early', async () => {
  const { enqueue } = createService({ isBound: true, notify: async () => 1 });
  const before = systemClock.now();
  vi.spyOn(Date, 'now').mockReturnValue(before + 3_600_000);
  const [enqueued] = await enqueue();
  const left = (enqueued?.ticket?.expiresAtMs ?? 0) - systemClock.now();
  expect(left).toBeGreaterThan(590_000);
  expect(left).toBeLessThanOrEqual(600_000);
});
