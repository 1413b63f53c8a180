import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { SubmitRequest } from '@codewire/sms';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { carrierOf } from '../test/carriers.js';
import { CarrierLinks } from './carrier-links.js';
import type { Carrier } from './carrier.store.js';

const BIND_RECEIVER = '00000001';
const BIND_TRANSMITTER = '00000002';
const SUBMIT = '00000004';
const UNBIND = '00000006';
const BIND_TRANSCEIVER = '00000009';

/** A connection as the carrier sees it: the PDUs that came, in hex. */
interface Session {
  readonly socket: Socket;
  readonly pdus: string[];
  isBound: boolean;
}

let server: Server;
let sessions: Session[];
/** Answers to submits, by default none: the window stays taken. */
let answersSubmits: boolean;
/** A wrong password to all binds. */
let refusesBinds: boolean;
let refusedBinds: number;
let leastBound: number;
let lost: Set<number>;
let roomTold: number;
let links: CarrierLinks;

beforeEach(async () => {
  [refusesBinds, refusedBinds] = [false, 0];
  [sessions, answersSubmits, leastBound, lost, roomTold] = [[], false, Infinity, new Set(), 0];
  server = createServer((socket) => serve(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  await Promise.all([1, 2, 3, 4].map((slot) => links.close(slot, 0)));
  for (const { socket } of sessions) socket.destroy();
  server.close();
});

function serve(socket: Socket): void {
  const session: Session = { socket, pdus: [], isBound: false };
  sessions.push(session);
  socket.on('error', () => undefined);
  let unread = '';
  socket.on('data', (octets) => {
    unread += octets.toString('hex');
    for (;;) {
      const end = unread.length < 8 ? Infinity : Number.parseInt(unread.slice(0, 8), 16) * 2;
      if (unread.length < end) return;
      take(session, unread.slice(0, end));
      unread = unread.slice(end);
    }
  });
}

function take(session: Session, pdu: string): void {
  session.pdus.push(pdu);
  const command = pdu.slice(8, 16);
  if (refusesBinds && [BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER].includes(command)) {
    refusedBinds += 1;
    session.socket.write(Buffer.from(`000000108${command.slice(1)}0000000e${pdu.slice(24, 32)}`, 'hex'));
    return;
  }
  if (answersSubmits || !pdu.startsWith(SUBMIT, 8)) answer(session, pdu);
}

function answer(session: Session, pdu: string): void {
  const [command, sequence] = [pdu.slice(8, 16), pdu.slice(24, 32)];
  session.isBound = command !== UNBIND;
  leastBound = Math.min(leastBound, sessions.filter(({ isBound }) => isBound).length);
  const body = command === UNBIND ? '' : '00';
  const length = (16 + body.length / 2).toString(16).padStart(8, '0');
  session.socket.write(Buffer.from(`${length}8${command.slice(1)}00000000${sequence}${body}`, 'hex'));
}

const port = () => (server.address() as AddressInfo).port;
const carrier = (change: Partial<Carrier> = {}) =>
  carrierOf('car_1', { host: '127.0.0.1', port: port(), binds: 2, windowSize: 1, ...change });
const accountOf = (one: Carrier) => ({ carrier: one, password: 'geheim', tlsKey: null });
const settings = (change: Partial<Carrier['settings']>) => ({ ...carrierOf('').settings, ...change });

async function openSlots(one: Carrier, ...slots: number[]): Promise<void> {
  begin(one, ...slots);
  await untilState('bound', slots.length * (one.settings.bind_mode === 'transceiver' ? 1 : 2));
}

function begin(one: Carrier, ...slots: number[]): void {
  links = new CarrierLinks(accountOf(one), {
    node: 'n1',
    isHeld: (slot) => !lost.has(slot),
    handlers: () => ({
      onState: () => undefined,
      onReceipt: async () => undefined,
      onUnusable: (error) => {
        throw error;
      },
    }),
    onRoom: () => void (roomTold += 1),
  });
  for (const slot of slots) links.open(slot);
}

const untilState = (state: string, count: number) =>
  vi.waitUntil(() => links.allViews().filter((view) => view.state === state).length === count, { timeout: 20_000 });
const submitsOf = () => sessions.map(({ pdus }) => pdus.filter((pdu) => pdu.startsWith(SUBMIT, 8)).length);
const submit = (change: Partial<SubmitRequest> = {}) =>
  links.boundLink()!.submit({
    sender: 'Codewire',
    destination: '12125551212',
    part: { payload: Buffer.from('Hi 123456'), hasUdh: false },
    dataCoding: 0,
    expiresAtMs: Date.now() + 60_000,
    requestReceipt: true,
    ...change,
  });

test('messages go to the bind that has the most room, and the room of all is told', async () => {
  await openSlots(carrier(), 1, 2);
  const before = links.room;
  for (let count = 0; count < 4; count += 1) void submit();
  expect(links.room).toBe(before - 4);
  await vi.waitUntil(() => submitsOf().join() === '1,1', { timeout: 20_000 });
  expect(links.allViews().map((view) => [view.slot, view.window_used, view.waiting])).toEqual([
    [1, 1, 1],
    [2, 1, 1],
  ]);
});

test('with a bind for each direction submits go out on the transmitter alone', async () => {
  await openSlots(carrier({ settings: settings({ bind_mode: 'transmitter_receiver' }) }), 1);
  const kinds = sessions.map(({ pdus }) => pdus[0]!.slice(8, 16));
  expect([...kinds].sort()).toEqual([BIND_RECEIVER, BIND_TRANSMITTER]);
  expect(links.views(1).map(({ direction }) => direction)).toEqual(['transmitter', 'receiver']);
  void submit();
  await vi.waitUntil(() => submitsOf()[kinds.indexOf(BIND_TRANSMITTER)] === 1, { timeout: 20_000 });
  expect(submitsOf()[kinds.indexOf(BIND_RECEIVER)]).toBe(0);
  await links.close(1, 0);
  expect(sessions.every(({ isBound }) => !isBound)).toBe(true);
});

test('a paused carrier has no room and keeps its binds; what waits is told when it goes on', async () => {
  const enabled = carrier();
  await openSlots(enabled, 1, 2);
  links.update(accountOf({ ...enabled, status: 'paused' }));
  expect([links.room, links.boundLink()]).toEqual([0, undefined]);
  expect(roomTold).toBe(0);
  links.update(accountOf(enabled));
  expect(links.room).toBeGreaterThan(0);
  expect(roomTold).toBe(1);
  expect(sessions).toHaveLength(2);
});

test('nothing is written on a bind that another node may hold by now', async () => {
  await openSlots(carrier(), 1);
  void submit();
  const waiting = submit();
  await vi.waitUntil(() => submitsOf().join() === '1', { timeout: 20_000 });
  lost.add(1);
  expect([links.room, links.boundLink()]).toEqual([0, undefined]);
  // The window opens: what waited behind it may go no more.
  answer(sessions[0]!, sessions[0]!.pdus.at(-1)!);
  expect(await waiting).toEqual({ kind: 'not_sent', reason: 'revoked' });
  expect(submitsOf()).toEqual([1]);
});

test('a change of the account is taken by one bind after the other', async () => {
  const before = carrier({ binds: 3 });
  await openSlots(before, 1, 2, 3);
  leastBound = Infinity;
  links.update(accountOf({ ...before, systemType: 'otp', version: 2 }));
  await vi.waitUntil(() => sessions.length === 6, { timeout: 20_000 });
  await untilState('bound', 3);
  expect(leastBound).toBe(2);
  const types = sessions.map(({ pdus }) => Buffer.from(pdus[0]!, 'hex').toString('latin1').includes('otp'));
  expect(types).toEqual([false, false, false, true, true, true]);
  expect(sessions.every(({ pdus }) => pdus[0]!.startsWith(BIND_TRANSCEIVER, 8))).toBe(true);
});

test('each bind has its part of the segments that the carrier takes in a second, and a new rate without a new bind', async () => {
  const before = carrier({ tps: 30, binds: 3 });
  await openSlots(before, 1, 2);
  expect(links.allViews().map((view) => view.tps_limit)).toEqual([10, 10]);
  links.update(accountOf({ ...before, tps: 60 }));
  expect(links.allViews().map((view) => view.tps_limit)).toEqual([20, 20]);
  links.update(accountOf({ ...before, tps: null }));
  expect(links.allViews().map((view) => view.tps_limit)).toEqual([null, null]);
  links.update(accountOf({ ...before, name: 'Other', tps: null }));
  expect(sessions).toHaveLength(2);
});

test('a slot that is closed is not bound again by a change, and one that is opened while it closes is', async () => {
  const before = carrier();
  await openSlots(before, 1, 2);
  links.update(accountOf({ ...before, systemType: 'otp' }));
  const closing = links.close(1, 0);
  links.open(1);
  await Promise.all([closing, links.close(2, 0)]);
  await untilState('bound', 1);
  expect(links.allViews().map(({ slot }) => slot)).toEqual([1]);
  await vi.waitUntil(() => sessions.filter(({ isBound }) => isBound).length === 1, { timeout: 20_000 });
});

test('a slot whose lease ends while it is made anew does not await its answers any longer', async () => {
  const before = carrier();
  await openSlots(before, 1);
  void submit();
  await vi.waitUntil(() => submitsOf().join() === '1', { timeout: 20_000 });
  links.update(accountOf({ ...before, systemType: 'otp' }));
  await untilState('draining', 1);
  void links.close(1, 0);
  // Made anew it would wait for three seconds.
  await vi.waitUntil(() => !sessions[0]!.isBound, { timeout: 1_500 });
});

test('the last PDUs are remembered, newest first, without password, number and text', async () => {
  answersSubmits = true;
  await openSlots(carrier({ windowSize: 100 }), 1);
  for (let count = 0; count < 300; count += 1) await submit();
  const traced = links.traced();
  expect(traced).toHaveLength(500);
  expect(traced[0]).toMatchObject({ slot: 1, node: 'n1', direction: 'in', command: 'submit_sm_resp', sequence: 301 });
  expect(traced[1]).toMatchObject({ direction: 'out', command: 'submit_sm', sequence: 301 });
  expect(JSON.stringify(traced)).not.toMatch(/geheim|12125551212|123456|Hi /);
});

describe('a wrong password', () => {
  const pairs = () => carrier({ binds: 4, settings: settings({ bind_mode: 'transmitter_receiver' }) });
  const states = () => links.allViews().map(({ state, reason }) => `${state} ${reason}`);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    refusesBinds = true;
  });

  afterEach(() => void vi.useRealTimers());

  /** Moves the timers, but never while an attempt is under way. */
  async function pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      while (states().some((state) => /^(connecting|binding)/.test(state))) await new Promise(setImmediate);
      vi.advanceTimersByTime(1_000);
    }
    while (states().some((state) => /^(connecting|binding)/.test(state))) await new Promise(setImmediate);
  }

  test('is tried by all binds at first, then by one alone, five times and no more; another one is tried anew', async () => {
    const one = pairs();
    begin(one, 1, 2, 3, 4);
    await pass(600);
    expect(refusedBinds).toBe(8 + 4);
    expect(new Set(states())).toEqual(new Set(['down credentials_refused']));
    await links.close(2, 0);
    links.open(2);
    await pass(60);
    expect(refusedBinds).toBe(8 + 4);
    refusesBinds = false;
    links.update(accountOf({ ...one, passwordSealed: Buffer.from('another') }));
    for (let turn = 0; turn < 50; turn += 1) {
      await new Promise(setImmediate);
      await pass(1);
    }
    expect(new Set(states())).toEqual(new Set(['bound bound']));
  });

  test('is tried again by a carrier that was disabled and enabled', async () => {
    begin(pairs(), 1);
    await pass(600);
    const before = refusedBinds;
    await links.close(1, 0);
    links.open(1);
    await pass(600);
    expect(refusedBinds).toBe(2 * before);
  });

  test('that the carrier takes after all brings up every bind', async () => {
    begin(pairs(), 1, 2, 3, 4);
    await pass(5);
    refusesBinds = false;
    await pass(30);
    expect(new Set(states())).toEqual(new Set(['bound bound']));
  });
});
