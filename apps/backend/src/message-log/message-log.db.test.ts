import { randomBytes } from 'node:crypto';
import { MessagePage, type MessageQuery } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { currentRun } from '../../../../tools/testing/run-folder.js';
import { insertMessages, type NewMessage } from '../delivery/message.store.js';
import { newMessageId, newVerificationId } from '../platform/ids.js';
import { Keyring } from '../platform/keyring.js';
import { sealNumber } from '../platform/sealed-number.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { newMessage } from '../test/messages.js';
import { MessageLog } from './message-log.service.js';

const ONE = 'app_one';
const OTHER = 'app_other';
const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;

let database: OpenDatabase;
let keyring: Keyring;
let log: MessageLog;
let passing = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
  log = new MessageLog({ sql: database.sql, keyring, nowMs: () => passing });
});

afterAll(() => database.close());

const NUMBER = '+12125550117' as PhoneNumber;
recordSecret('number', NUMBER);

interface Entry extends Partial<NewMessage> {
  /** Minutes before noon. */
  readonly minutesAgo?: number;
}

/** Messages whose numbers the keyring opens; returns their ids in the order given. */
async function store(...entries: Entry[]): Promise<string[]> {
  const messages = entries.map(({ minutesAgo = 0, ...changes }) => {
    const verificationId = changes.verificationId ?? newVerificationId();
    const applicationId = changes.applicationId ?? ONE;
    const createdAt = new Date(NOON - minutesAgo * MINUTE);
    return newMessage({
      id: newMessageId(createdAt.getTime()),
      verificationId,
      applicationId,
      numberSealed: sealNumber(keyring, NUMBER, { verificationId, applicationId }),
      createdAt,
      ...changes,
    });
  });
  await database.sql.transaction((tx) =>
    insertMessages(
      tx,
      messages.map((message) => ({ message, carrierId: null, nextCarriers: [], routeId: null })),
      5_000,
    ),
  );
  return messages.map(({ id }) => id);
}

const query = (changes: Partial<MessageQuery> = {}): MessageQuery => ({ limit: 50, ...changes });
const listed = async (scope: readonly string[] | null, changes?: Partial<MessageQuery>) =>
  (await log.list(scope, query(changes))).data.map(({ id }) => id);

/** Follows next_cursor to the end; the ids of each page. */
async function pages(scope: readonly string[] | null, changes: Partial<MessageQuery>): Promise<string[][]> {
  const found: string[][] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await log.list(scope, query({ ...changes, ...(cursor === undefined ? {} : { cursor }) }));
    found.push(page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  return found;
}

describe('the list', () => {
  let mine: string[];
  let theirs: string[];

  beforeAll(async () => {
    await database.pool.query('truncate message');
    mine = await store(
      { minutesAgo: 1 },
      { minutesAgo: 2, country: 'US', language: 'en' },
      { minutesAgo: 3 },
      { minutesAgo: 4, country: 'US', language: 'pt-BR' },
      { minutesAgo: 5 },
    );
    theirs = await store({ minutesAgo: 2.5, applicationId: OTHER }, { minutesAgo: 6, applicationId: OTHER });
  });

  test('newest first, and an application sees its own messages alone', async () => {
    expect(await listed([ONE])).toEqual(mine);
    expect(await listed([OTHER])).toEqual(theirs);
    expect(await listed([])).toEqual([]);
    const everyone = [mine[0], mine[1], theirs[0], mine[2], mine[3], mine[4], theirs[1]];
    expect(await listed([ONE, OTHER])).toEqual(everyone);
    expect(await listed([OTHER, 'app_none', ONE])).toEqual(everyone);
    expect(await listed(null)).toEqual(everyone);
    expect(await listed(['app_none'])).toEqual([]);
  });

  test('keeps its contract, and shows of a number no more than its calling code and last two digits', async () => {
    const page = await log.list([ONE], query());
    expect(MessagePage.parse(page)).toEqual(page);
    expect(page.data[0]).toEqual({
      id: mine[0],
      verification_id: expect.stringMatching(/^ver_/),
      number: '+1 ********17',
      country: 'DE',
      language: 'de',
      status: 'queued',
      carrier: null,
      encoding: 'GSM-7',
      segments: 1,
      created_at: '2026-11-24T11:59:00.000Z',
      submitted_at: null,
      ended_at: null,
      error: null,
    });
  });

  test('pages meet without a gap and without a repeat, also when the last one is full', async () => {
    expect(await pages([ONE], { limit: 2 })).toEqual([mine.slice(0, 2), mine.slice(2, 4), mine.slice(4)]);
    expect(await pages([ONE], { limit: 5 })).toEqual([mine]);
    expect(await pages(null, { limit: 3 })).toHaveLength(3);
    expect((await pages([OTHER, ONE], { limit: 3 })).flat()).toEqual(await listed(null));
    expect((await pages([OTHER, ONE], { limit: 1, country: 'DE' })).flat()).toEqual(
      await listed(null, { country: 'DE' }),
    );
  });

  test('a message that arrives between two pages is on neither', async () => {
    const first = await log.list([ONE], query({ limit: 2 }));
    const [late] = await store({ minutesAgo: 0 });
    const rest = await listed([ONE], { limit: 50, cursor: first.next_cursor as string });
    expect(rest).toEqual(mine.slice(2));
    await database.pool.query('delete from message where id = $1', [late]);
  });

  test('filters narrow it, alone and together', async () => {
    expect(await listed([ONE], { country: 'US' })).toEqual([mine[1], mine[3]]);
    expect(await listed([ONE], { language: 'pt_br' })).toEqual([mine[3]]);
    expect(await listed([ONE], { country: 'US', language: 'en' })).toEqual([mine[1]]);
    expect(await listed([ONE], { status: 'delivered' })).toEqual([]);
    expect(await listed([ONE], { carrier: 'car_north' })).toEqual([]);
  });

  test('a filter that nothing stored can be like finds nothing', async () => {
    expect(await listed([ONE], { carrier: 'car\0' })).toEqual([]);
    expect(await listed([ONE], { language: '\0' })).toEqual([]);
    expect(await listed(null, { verification: 'ver_\0' })).toEqual([]);
    expect(await listed([ONE], { language: "' or 1=1 --" })).toEqual([]);
  });

  test('a stretch of time holds what was made from its begin on and before its end', async () => {
    const from = '2026-11-24T11:56:00Z';
    const to = '2026-11-24T12:58:00+01:00';
    expect(await listed([ONE], { from, to })).toEqual([mine[2], mine[3]]);
    expect(await listed([ONE], { from: '2026-11-25T00:00:00Z' })).toEqual([]);
    expect(await listed([ONE], { from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' })).toEqual(mine);
  });

  test('a filtered page of every message knows whether there is another', async () => {
    expect(await pages(null, { limit: 1, country: 'US' })).toEqual([[mine[1]], [mine[3]]]);
  });

  test('one message with a damaged number does not hide the others', async () => {
    await database.pool.query(`update message set number_sealed = '\\x0102' where id = $1`, [mine[2]]);
    const { data } = await log.list([ONE], query());
    expect(data.map(({ number }) => number)).toEqual([
      '+1 ********17',
      '+1 ********17',
      '?',
      '+1 ********17',
      '+1 ********17',
    ]);
  });
});

describe('a search for what is rare', () => {
  let needle: string | undefined;

  beforeAll(async () => {
    await database.pool.query('truncate message');
    [needle] = await store({ minutesAgo: 9_000, country: 'FR' });
    await database.pool.query(
      `insert into message (id, verification_id, application_id, number_sealed, is_simulated_only, language, language_reason,
          template_version_id, sender, body, encoding, segments, code_key_id, code_salt, code_length, code_generation, state,
          created_at, expires_at)
        select 'msg_0Z' || lpad(n::text, 20, '0'), 'ver_x', $1, '\\x00', false, 'en', 'requested', 1, 'C', '{code}', 'GSM-7', 1,
          'k1', '\\x00', 6, 0, 'delivered', now(), now() from generate_series(1, 12000) n`,
      [ONE],
    );
    await database.pool.query('analyze message');
  });

  test('goes through everything while there is time', async () => {
    passing = 0;
    expect(await listed([ONE], { country: 'FR' })).toEqual([needle]);
    expect(await listed(null, { country: 'FR' })).toEqual([needle]);
  });

  test('gives back what it has when time is up, and a cursor to go on from', async () => {
    let asked = 0;
    const slow = new MessageLog({ sql: database.sql, keyring, nowMs: () => 2_000 * asked++ });
    const first = await slow.list([ONE], query({ country: 'FR' }));
    expect(first.data).toEqual([]);
    expect(first.next_cursor).toEqual(expect.any(String));
    const rest = await pages([ONE], { country: 'FR', cursor: first.next_cursor as string });
    expect(rest).toEqual([[needle]]);
  });
});

describe('the messages of one verification', () => {
  const verification = async (messageIds: readonly string[], id: string, minutesAgo: number) =>
    database.pool.query(
      `insert into verification (id, application_id, policy_version, key_id, salt, number_sealed, number_hash, is_fictional,
          language, language_reason, status, sends, message_id, created_at, expires_at)
        values ($1, $2, 1, 'k1', '\\x00', '\\x00', $3, true, 'en', 'requested', 'pending', $4, $5, $6, $6::timestamptz + interval '10 min')`,
      [id, ONE, randomBytes(32), messageIds.length, messageIds.at(-1), new Date(NOON - minutesAgo * MINUTE)],
    );

  test('are found whether it was sent once or again, and by nobody else', async () => {
    const [once, resent] = [newVerificationId(), newVerificationId()];
    const [only] = await store({ minutesAgo: 30, verificationId: once });
    const twice = await store(
      { minutesAgo: 29, verificationId: resent },
      { minutesAgo: 28 },
      { minutesAgo: 25, verificationId: resent },
    );
    await verification([only as string], once, 30);
    await verification([twice[0] as string, twice[2] as string], resent, 29);
    expect(await listed([ONE], { verification: once })).toEqual([only]);
    expect(await listed([ONE], { verification: resent })).toEqual([twice[2], twice[0]]);
    expect(await listed(null, { verification: resent })).toEqual([twice[2], twice[0]]);
    expect(await listed([OTHER], { verification: once })).toEqual([]);
    expect(await listed([ONE], { verification: 'ver_none' })).toEqual([]);
  });
});
