import { CarrierSettings, type CarrierTest } from '@codewire/contracts';
import type { ProbeOptions } from '@codewire/sms';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { AuditLog } from '../audit/audit-log.js';
import { Notifications } from '../database/notifications.js';
import { Keyring } from '../platform/keyring.js';
import { AUTHOR, testAuditKey } from '../test/audit.js';
import { CERTIFICATE, PRIVATE_KEY } from '../test/certificates.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { CarrierOverviewStore } from './carrier-overview.store.js';
import { forgetPasswords } from './carrier-setup.js';
import { CarrierStore, openPassword, openTlsKey } from './carrier.store.js';
import { Carriers, type NewCarrier } from './carriers.js';

const PASSWORD = 'f1rst-pw';
const NEXT = 's3cond-p';

let database: OpenDatabase;
let store: CarrierStore;
let overview: CarrierOverviewStore;
let carriers: Carriers;
const keyring = Keyring.load(currentRun().keyringFile);
const tried: ProbeOptions[] = [];
/** The step at which the next check fails. */
let failing: CarrierTest['steps'][number]['step'] | undefined;
let duringCheck: () => Promise<unknown>;

beforeAll(async () => {
  for (const password of [PASSWORD, NEXT]) recordSecret('password', password);
  database = await openTestDatabase();
  store = new CarrierStore(database.sql);
  overview = new CarrierOverviewStore(database.sql);
  carriers = new Carriers({
    sql: database.sql,
    audit: new AuditLog(testAuditKey()),
    keyring,
    nowMs: Date.now,
    check: async (account) => {
      tried.push(account);
      await duringCheck();
      const steps = (['bind', 'unbind'] as const).map((step) => ({
        step,
        outcome: step === failing ? ('failed' as const) : ('done' as const),
        ms: 1,
        detail: null,
      }));
      return { is_well: failing === undefined, steps };
    },
  });
});

afterAll(() => database.close());

beforeEach(async () => {
  [failing, duringCheck] = [undefined, async () => undefined];
  tried.length = 0;
  await database.pool.query('truncate carrier, audit cascade');
});

const ACCOUNT: NewCarrier = {
  name: 'Acme',
  host: 'smsc.example.com',
  port: 2775,
  systemId: 'acme',
  systemType: 'OTP',
  binds: 2,
  windowSize: 20,
  tps: 50,
  settings: CarrierSettings.parse({ validity: 'absolute' }),
  password: PASSWORD,
  tlsKey: null,
};

async function make(changes: Partial<NewCarrier> = {}): Promise<string> {
  const made = await carriers.create(AUTHOR, { ...ACCOUNT, ...changes });
  return made.kind === 'made' ? made.id : expect.unreachable(made.kind);
}

const change = (id: string, changes: object, madeFrom = 1, isDryRun = false) =>
  carriers.change(AUTHOR, id, { madeFrom, isDryRun, ...changes });
const rotate = (id: string, withoutTest = false, password = NEXT) =>
  carriers.rotatePassword(AUTHOR, id, { password, withoutTest });
const passwordOf = async (id: string) => openPassword(keyring, (await store.findCarrier(id))!);
const age = (hours: number) =>
  database.pool.query(`update carrier set password_changed_at = now() - make_interval(mins => $1)`, [hours * 60]);

interface Entry {
  readonly action: string;
  readonly target_id: string;
  readonly before: unknown;
  readonly after: unknown;
}

async function entries(): Promise<Entry[]> {
  return (await database.pool.query<Entry>('select action, target_id, before, after from audit order by seq')).rows;
}

const actions = async () => (await entries()).map(({ action }) => action);

describe('a carrier', () => {
  test('begins disabled, with its secrets sealed, and the audit has all of it but these', async () => {
    const settings = CarrierSettings.parse({ tls: { certificate: CERTIFICATE } });
    const id = await make({ settings, tlsKey: PRIVATE_KEY });
    const carrier = (await store.findCarrier(id))!;
    const { password: _password, tlsKey: _key, ...account } = ACCOUNT;
    expect(carrier).toMatchObject({ ...account, settings, status: 'disabled', isSimulated: false, version: 1 });
    expect([openPassword(keyring, carrier), openTlsKey(keyring, carrier)]).toEqual([PASSWORD, PRIVATE_KEY]);
    const [entry, ...rest] = await entries();
    expect(rest).toEqual([]);
    expect(entry).toMatchObject({
      action: 'carrier.created',
      target_id: id,
      before: null,
      after: { host: 'smsc.example.com', binds: 2, validity: 'relative', password: 'changed', tls_key: 'changed' },
    });
    expect(JSON.stringify(entry)).not.toMatch(/BEGIN|f1rst-pw/);
    const { rows } = await database.pool.query<{ row: string }>('select c::text as row from carrier c');
    expect(rows[0]!.row).not.toMatch(/f1rst-pw|BEGIN PRIVATE/);
  });

  test('has a name that no other has: of ten made at once one is', async () => {
    const made = await Promise.all(Array.from({ length: 10 }, () => carriers.create(AUTHOR, ACCOUNT)));
    expect(made.map(({ kind }) => kind).sort()).toEqual(['made', ...Array(9).fill('name_taken')]);
    expect(await actions()).toEqual(['carrier.created']);
  });

  test('is changed in what is named, settings as a whole, and the audit has the difference', async () => {
    const id = await make();
    const settings = CarrierSettings.parse({ long_texts: 'sar' });
    const outcome = await change(id, { host: 'other.example.com', settings });
    expect(outcome).toMatchObject({ kind: 'changed', rebinds: [] });
    expect(await store.findCarrier(id)).toMatchObject({
      name: 'Acme',
      host: 'other.example.com',
      settings,
      version: 2,
    });
    expect((await entries())[1]).toEqual({
      action: 'carrier.changed',
      target_id: id,
      before: { host: 'smsc.example.com', validity: 'absolute', long_texts: 'udh_8' },
      after: { host: 'other.example.com', validity: 'relative', long_texts: 'sar' },
    });
  });

  test('that is enabled tells which binds a change ends; asked dry it tells the same and changes nothing', async () => {
    const id = await make();
    await carriers.setStatus(AUTHOR, id, 'enabled');
    const dry = await change(id, { port: 2776 }, 1, true);
    expect(dry).toMatchObject({ kind: 'changed', rebinds: [1, 2], carrier: { port: 2776 } });
    expect(await store.findCarrier(id)).toMatchObject({ port: 2775, version: 1 });
    expect(await actions()).toEqual(['carrier.created', 'carrier.status_changed']);
    expect(await change(id, { port: 2776 })).toMatchObject({ kind: 'changed', rebinds: [1, 2] });
  });

  test('of ten changes made from the same version takes one', async () => {
    const id = await make();
    const kinds = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => (await change(id, { port: 1 + n })).kind),
    );
    expect(kinds.sort()).toEqual(['changed', ...Array(9).fill('changed_meanwhile')]);
    expect(await change(id, { port: 99 }, 1, true)).toEqual({ kind: 'changed_meanwhile' });
    expect(await actions()).toEqual(['carrier.created', 'carrier.changed']);
  });

  test('that is changed into itself is not changed', async () => {
    const id = await make();
    expect(await change(id, { port: 2775 })).toMatchObject({ kind: 'changed', rebinds: [] });
    expect(await store.findCarrier(id)).toMatchObject({ version: 1 });
    expect(await actions()).toEqual(['carrier.created']);
  });

  test('takes no name of another, and no key that is not its own', async () => {
    const [id] = [await make(), await make({ name: 'Other' })];
    expect(await change(id, { name: 'Other' })).toEqual({ kind: 'name_taken' });
    expect(await change(id, { tlsKey: 'secret' })).toEqual({ kind: 'tls_invalid', field: 'tls_key' });
    const settings = CarrierSettings.parse({ tls: { certificate: CERTIFICATE } });
    expect(await change(id, { settings })).toEqual({ kind: 'tls_invalid', field: 'tls_key' });
    expect(await carriers.create(AUTHOR, { ...ACCOUNT, name: 'New', settings })).toEqual({
      kind: 'tls_invalid',
      field: 'tls_key',
    });
    expect(await store.findCarrier(id)).toMatchObject({ version: 1 });
  });

  test('keeps its private key until another comes, or none is to be there', async () => {
    const settings = CarrierSettings.parse({ tls: { certificate: CERTIFICATE } });
    const id = await make({ settings, tlsKey: PRIVATE_KEY });
    expect(await change(id, { name: 'Acme 2' })).toMatchObject({ kind: 'changed' });
    expect(openTlsKey(keyring, (await store.findCarrier(id))!)).toBe(PRIVATE_KEY);
    expect(await change(id, { tlsKey: null, settings: CarrierSettings.parse({}) }, 2)).toMatchObject({
      kind: 'changed',
    });
    expect(openTlsKey(keyring, (await store.findCarrier(id))!)).toBeNull();
    expect((await entries()).at(-1)).toMatchObject({ after: { tls_key: 'removed', tls: null } });
  });

  test('is paused and goes on under the version it has; what it is already leaves no entry', async () => {
    const id = await make();
    for (const status of ['enabled', 'paused', 'paused', 'enabled'] as const) {
      expect(await carriers.setStatus(AUTHOR, id, status)).toEqual({ kind: 'set' });
    }
    expect(await store.findCarrier(id)).toMatchObject({ status: 'enabled', version: 1 });
    expect((await entries()).slice(1).map(({ before, after }) => [before, after])).toEqual([
      [{ status: 'disabled' }, { status: 'enabled' }],
      [{ status: 'enabled' }, { status: 'paused' }],
      [{ status: 'paused' }, { status: 'enabled' }],
    ]);
  });

  test('that nobody made is neither changed nor deleted', async () => {
    const outcomes = await Promise.all([
      change('car_none', {}),
      carriers.setStatus(AUTHOR, 'car_none', 'paused'),
      rotate('car_none'),
      carriers.restorePassword(AUTHOR, 'car_none'),
      carriers.delete(AUTHOR, 'car_none'),
    ]);
    expect(outcomes).toEqual(Array(5).fill({ kind: 'unknown' }));
    expect(await entries()).toEqual([]);
  });

  test('that is simulated is paused, and else left as the server set it up', async () => {
    const id = await make();
    await database.pool.query('update carrier set is_simulated = true');
    const outcomes = [
      await change(id, { port: 1 }),
      await rotate(id),
      await carriers.restorePassword(AUTHOR, id),
      await carriers.delete(AUTHOR, id),
    ];
    expect(outcomes).toEqual(Array(4).fill({ kind: 'simulated' }));
    expect(await carriers.setStatus(AUTHOR, id, 'paused')).toEqual({ kind: 'set' });
    expect(await actions()).toEqual(['carrier.created', 'carrier.status_changed']);
    expect(tried).toEqual([]);
  });

  test('that changes is known to every node at once', async () => {
    const heard: string[] = [];
    const notifications = new Notifications({ url: database.url, applicationName: 'node', onError: () => undefined });
    notifications.on('codewire_carriers', (payload) => void heard.push(payload));
    await notifications.start();
    const id = await make();
    const told = (count: number) =>
      vi.waitUntil(() => heard.filter((one) => one === id).length === count, { timeout: 20_000 });
    await told(1);
    await change(id, { port: 2776 });
    await told(2);
    await carriers.setStatus(AUTHOR, id, 'enabled');
    await told(3);
    await rotate(id);
    await told(4);
    await carriers.restorePassword(AUTHOR, id);
    await told(5);
    await carriers.delete(AUTHOR, id);
    await told(6);
    await notifications.stop();
  });
});

describe('a new password', () => {
  test('is tried with the account as it is, then taken; the one before is kept', async () => {
    const id = await make();
    expect(await rotate(id)).toEqual({ kind: 'rotated' });
    expect(tried).toEqual([
      {
        host: 'smsc.example.com',
        port: 2775,
        systemId: 'acme',
        systemType: 'OTP',
        password: NEXT,
        direction: 'transceiver',
      },
    ]);
    expect(await passwordOf(id)).toBe(NEXT);
    expect(await overview.find(id)).toMatchObject({ canRestoreUntil: expect.any(Date), version: 2 });
    const entry = (await entries())[1]!;
    expect(entry).toMatchObject({ action: 'carrier.password_changed', target_id: id, before: null });
    expect(entry.after).toEqual({ password: 'changed', is_tested: true });
  });

  test('that the carrier does not take changes nothing', async () => {
    const id = await make();
    failing = 'bind';
    expect(await rotate(id)).toMatchObject({ kind: 'test_failed' });
    expect(await passwordOf(id)).toBe(PASSWORD);
    expect(await actions()).toEqual(['carrier.created']);
  });

  test('that was taken counts, whatever the test met after the bind', async () => {
    const id = await make();
    failing = 'unbind';
    expect(await rotate(id)).toEqual({ kind: 'rotated' });
    expect(await passwordOf(id)).toBe(NEXT);
  });

  test('without a test is taken as it is, and the audit says so', async () => {
    const id = await make();
    failing = 'bind';
    expect(await rotate(id, true)).toEqual({ kind: 'rotated' });
    expect(tried).toEqual([]);
    expect((await entries())[1]!.after).toEqual({ password: 'changed', is_tested: false });
  });

  test('that was tried at another host than the carrier now has is not taken', async () => {
    const id = await make();
    duringCheck = () => change(id, { host: 'other.example.com' });
    expect(await rotate(id)).toEqual({ kind: 'changed_meanwhile' });
    expect(await passwordOf(id)).toBe(PASSWORD);
  });

  test('of a pair of binds is tried as the one that submits', async () => {
    const id = await make({ settings: CarrierSettings.parse({ bind_mode: 'transmitter_receiver' }) });
    await rotate(id);
    expect(tried[0]).toMatchObject({ direction: 'transmitter' });
  });

  test('changes places with the one before, and back again', async () => {
    const id = await make();
    await rotate(id);
    expect(await carriers.restorePassword(AUTHOR, id)).toEqual({ kind: 'restored' });
    expect(await passwordOf(id)).toBe(PASSWORD);
    expect(await carriers.restorePassword(AUTHOR, id)).toEqual({ kind: 'restored' });
    expect(await passwordOf(id)).toBe(NEXT);
    expect((await entries()).at(-1)).toMatchObject({
      action: 'carrier.password_restored',
      after: { password: 'changed' },
    });
  });

  test('has no way back before the first change, nor a day after the last', async () => {
    const id = await make();
    expect(await carriers.restorePassword(AUTHOR, id)).toEqual({ kind: 'not_kept' });
    expect((await overview.find(id))!.canRestoreUntil).toBeNull();
    await rotate(id);
    await age(24);
    expect(await carriers.restorePassword(AUTHOR, id)).toEqual({ kind: 'not_kept' });
    expect((await overview.find(id))!.canRestoreUntil).toBeNull();
    await age(23);
    expect(await carriers.restorePassword(AUTHOR, id)).toEqual({ kind: 'restored' });
  });

  test('makes the one before be forgotten after a day, and no earlier', async () => {
    const [young, old] = [await make(), await make({ name: 'Old' })];
    await Promise.all([rotate(young), rotate(old)]);
    await database.pool.query(`update carrier set password_changed_at = now() - interval '24 hours' where id = $1`, [
      old,
    ]);
    expect(await database.sql.transaction((tx) => forgetPasswords(tx, 100))).toBe(1);
    const { rows } = await database.pool.query('select id from carrier where password_before_sealed is not null');
    expect(rows).toEqual([{ id: young }]);
    expect(await passwordOf(old)).toBe(NEXT);
  });
});
