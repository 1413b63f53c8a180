import { MessageInspection, type CarrierTrace } from '@codewire/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { newId, newMessageId, newVerificationId } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import type { CarrierInsight } from '../../platform/ports.js';
import { logMessages, type Logged } from '../../test/copies.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { insertApplication, insertCarrier } from '../../test/rows.js';
import { copyMessages } from '../search/copy.store.js';
import { MessageInspector } from './message-inspector.js';

const NOON = new Date('2026-11-24T12:00:00Z');
const MINUTE = 60_000;
const RULE = 'rou_germany';

let database: OpenDatabase;
let keyring: Keyring;
let inspector: MessageInspector;
let mine: string;
let theirs: string;
let carrierId: string;
/** Of which carriers, and of which digits, prices were asked. */
const asked: unknown[] = [];

const carriers: CarrierInsight = {
  priceOf: (...question) => {
    asked.push(question);
    return { price: '0.075000', currency: 'EUR' };
  },
  traced: () => Promise.resolve<CarrierTrace>({ data: [], missing_nodes: [] }),
};

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
  inspector = new MessageInspector({ sql: database.sql, carriers, keyring });
  [mine, theirs] = [await insertApplication(database.pool), await insertApplication(database.pool)];
  carrierId = await insertCarrier(database.pool);
});

afterAll(() => database.close());

/** Messages with their copies. */
async function store(...entries: Partial<Logged>[]): Promise<string[]> {
  const ids = await logMessages(
    database,
    keyring,
    entries.map((entry) => ({ applicationId: mine, createdAt: NOON, ...entry })),
  );
  await copyMessages(database.sql, ids);
  return ids;
}

test('the rule is named as it is called by now; when it is deleted the way still tells which it was', async () => {
  const [id = ''] = await store({ purpose: 'login' });
  await database.pool.query(`insert into route (id, position, name, carrier_ids) values ($1, 900, 'Germany', $2)`, [
    RULE,
    [carrierId],
  ]);
  await database.pool.query('update message set route_id = $2 where id = $1', [id, RULE]);
  const read = await inspector.read([mine], id);
  expect(MessageInspection.parse(read)).toEqual(read);
  expect(read).toMatchObject({ rule: { id: RULE, name: 'Germany' }, application_id: mine, purpose: 'login' });
  const routedBy = (message: MessageInspection) =>
    message.timeline.find(({ kind }) => kind === 'routed')?.facts['rule'];
  expect(routedBy(read)).toBe('Germany');
  await database.pool.query('delete from route where id = $1', [RULE]);
  const after = await inspector.read([mine], id);
  expect([after.rule, routedBy(after)]).toEqual([null, RULE]);
});

test('it costs what its carrier takes for such numbers, for each segment, to the last place', async () => {
  const [sent = '', waiting = ''] = await store({ segments: 3, carrierId, attempts: 1 }, {});
  expect((await inspector.read(null, sent)).price).toEqual({ amount: '0.225', currency: 'EUR' });
  expect(asked).toEqual([[carrierId, '491511']]);
  expect((await inspector.read(null, waiting)).price).toBeNull();
});

test('no phone got what only simulated carriers may have, or what one of them has', async () => {
  const simulated = await insertCarrier(database.pool, { isSimulated: true });
  const ids = await store({ isSimulatedOnly: true }, { carrierId: simulated }, { carrierId }, {});
  const told = await Promise.all(ids.map((id) => inspector.read(null, id)));
  expect(told.map((message) => message.is_simulated)).toEqual([true, true, false, false]);
});

test('kin are of the verification whenever they were, and of the number within the hour, of what the reader may see', async () => {
  const verificationId = newVerificationId();
  const at = (minutes: number) => new Date(NOON.getTime() + minutes * MINUTE);
  const number = '+12125550118' as Logged['number'] & string;
  const [id = '', again = '', later = '', before = '', , foreign = ''] = await store(
    { number, verificationId },
    { number, verificationId, createdAt: at(90) },
    { number, createdAt: at(59) },
    { number, createdAt: at(-59) },
    { number, createdAt: at(61) },
    { number, createdAt: at(1), applicationId: theirs },
    { createdAt: at(1) },
  );
  const idsOf = async (scope: readonly string[] | null) => {
    const { verification, number: same } = await inspector.related(scope, id);
    return [verification.map((row) => row.id), same.map((row) => row.id)];
  };
  expect(await idsOf(null)).toEqual([[again], [later, foreign, before]]);
  expect(await idsOf([mine])).toEqual([[again], [later, before]]);
});

test("another application's message is refused exactly as one that never was, whatever is asked of it", async () => {
  const [id = ''] = await store({ applicationId: theirs });
  const refusal = (work: Promise<unknown>) => work.catch((error: unknown) => error);
  const unknown = await refusal(inspector.read([mine], newMessageId(NOON.getTime())));
  expect(unknown).toMatchObject({ code: 'message.not_found', facts: {} });
  for (const message of [id, newId('msg'), 'msg_', '../x']) {
    for (const ask of ['read', 'pdus', 'related'] as const) {
      expect(await refusal(inspector[ask]([mine], message))).toEqual(unknown);
    }
  }
  expect((await inspector.read(null, id)).id).toBe(id);
});
