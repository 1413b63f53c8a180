import { MessageCount, MessageFilters, MessageSearch as MessageQuery, MessageSearchPage } from '@codewire/contracts';
import type { PhoneNumber } from '@codewire/otp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { currentRun } from '../../../../../tools/testing/run-folder.js';
import { recordSecret } from '../../../../../tools/testing/secrets.js';
import { commandAuthor } from '../../platform/author.js';
import { messageIdAt, newMessageId } from '../../platform/ids.js';
import { Keyring } from '../../platform/keyring.js';
import { ANY_NUMBER, logMessages, type Logged } from '../../test/copies.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { copyMessages } from './copy.store.js';
import { MessageSearch } from './message-search.js';
import { NumberFilters } from './number-filters.js';
import { SearchStore } from './search.store.js';
import type { Scope } from './wanted.js';

const [ONE, OTHER] = ['app_one', 'app_other'];
const NOON = Date.UTC(2026, 10, 24, 12);
const MINUTE = 60_000;
const OWN_NUMBER = '+12125550143' as PhoneNumber;
for (const number of [ANY_NUMBER, OWN_NUMBER]) recordSecret('number', number);

let database: OpenDatabase;
let keyring: Keyring;
let numbers: NumberFilters;
let search: MessageSearch;
/** By the clock of the search: how long each look takes. */
let lookMs = 0;

beforeAll(async () => {
  database = await openTestDatabase();
  keyring = Keyring.load(currentRun().keyringFile);
  numbers = new NumberFilters(database.sql, keyring);
  let clock = 0;
  search = new MessageSearch({
    sql: database.sql,
    store: new SearchStore(database.sql),
    numbers,
    keyring,
    now: () => new Date(NOON),
    nowMs: () => (clock += lookMs),
  });
  await database.pool.query(
    `insert into carrier (id, name, host, port, system_id, password_sealed) values ('car_north', 'North', 'h', 1, 's', '\\x00')`,
  );
});

afterAll(() => database.close());

beforeEach(() => void (lookMs = 0));

interface Entry extends Omit<Logged, 'createdAt'> {
  readonly minutesAgo?: number;
}

/** Messages with their copies; their ids in the order given. */
async function store(...entries: Entry[]): Promise<string[]> {
  const ids = await logMessages(
    database,
    keyring,
    entries.map(({ minutesAgo = 0, ...entry }) => ({ createdAt: new Date(NOON - minutesAgo * MINUTE), ...entry })),
  );
  await copyMessages(database.sql, ids);
  return ids;
}

const clear = () => database.pool.query('truncate message, verification, message_search');
const query = (asked: Record<string, string | number> = {}) => MessageQuery.parse({ limit: 50, ...asked });
const list = (scope: Scope, asked: Record<string, string | number> = {}) => search.list(scope, query(asked));
const listed = async (scope: Scope, asked?: Record<string, string | number>) =>
  (await list(scope, asked)).data.map(({ id }) => id);

describe('each filter, and all of them together', () => {
  let ids: Record<'plain' | 'rich' | 'failed' | 'theirs', string>;

  beforeAll(async () => {
    await clear();
    const [plain, rich, failed, theirs] = await store(
      { minutesAgo: 4, state: 'submitted', carrierId: 'car_south' },
      {
        minutesAgo: 3,
        state: 'delivered',
        endedAfterMs: 4_000,
        carrierId: 'car_north',
        country: 'US',
        language: 'pt-BR',
        purpose: 'login',
        sender: 'Acme',
        number: OWN_NUMBER,
      },
      { minutesAgo: 2, state: 'failed', error: 'ESME_RINVDSTADR', carrierId: 'car_north', attempts: 1 },
      {
        minutesAgo: 1,
        applicationId: OTHER,
        state: 'undelivered',
        error: 'carrier_undelivered',
        carrierId: 'car_north',
      },
    );
    await database.pool.query(`update message_search set error_code = '0x0000000B' where id = $1`, [failed]);
    await database.pool.query(`update message_search set error_code = '027' where id = $1`, [theirs]);
    ids = { plain: plain!, rich: rich!, failed: failed!, theirs: theirs! };
  });

  const found = async (asked: Record<string, string | number>, scope: Scope = null) => {
    const page = await listed(scope, asked);
    const count = await search.count(scope, MessageFilters.parse(asked));
    expect(count).toEqual({ count: page.length, is_capped: false, is_partial: false, searched_to: null });
    return page.map((id) => Object.entries(ids).find(([, value]) => value === id)?.[0]);
  };

  test.each<[Record<string, string | number>, string[]]>([
    [{}, ['theirs', 'failed', 'rich', 'plain']],
    [{ status: 'delivered' }, ['rich']],
    [{ status: 'delivered,failed' }, ['failed', 'rich']],
    [{ carrier: 'car_north' }, ['theirs', 'failed', 'rich']],
    [{ carrier: 'car_south,car_north' }, ['theirs', 'failed', 'rich', 'plain']],
    [{ country: 'US' }, ['rich']],
    [{ language: 'pt-br' }, ['rich']],
    [{ application: OTHER }, ['theirs']],
    [{ purpose: 'login' }, ['rich']],
    [{ purpose: 'verification' }, ['theirs', 'failed', 'plain']],
    [{ error: 'carrier_undelivered' }, ['theirs']],
    [{ error: '027' }, ['theirs']],
    [{ error: '027,carrier_undelivered' }, ['theirs']],
    [{ error: '0x0b' }, ['failed']],
    [{ error: '0x0000000B,027' }, ['theirs', 'failed']],
    [{ sender: 'Acme' }, ['rich']],
    [{ slower_than_ms: 3_999 }, ['rich']],
    [{ slower_than_ms: 4_000 }, []],
    [{ from: new Date(NOON - 2 * MINUTE).toISOString() }, ['theirs', 'failed']],
    [{ to: new Date(NOON - 2 * MINUTE).toISOString() }, ['rich', 'plain']],
    [{ from: '0001-01-01T00:00:00Z', to: '9999-12-31T23:59:59Z' }, ['theirs', 'failed', 'rich', 'plain']],
    [{ carrier: 'car_north', status: 'delivered,failed' }, ['failed', 'rich']],
    [{ carrier: 'car_north', status: 'queued' }, []],
    [{ carrier: 'car_no\0rth' }, []],
    [
      {
        carrier: 'car_north',
        status: 'delivered',
        country: 'US,DE',
        language: 'pt-BR',
        application: ONE,
        purpose: 'login',
        sender: 'Acme',
        slower_than_ms: 1_000,
        from: new Date(NOON - 3 * MINUTE).toISOString(),
        to: new Date(NOON).toISOString(),
      },
      ['rich'],
    ],
  ])('%j', async (asked, expected) => {
    expect(await found(asked)).toEqual(expected);
  });

  test('by number: the id that was given for it, and never the number, is what finds it', async () => {
    const filter = await numbers.create(commandAuthor(), { number: '(212) 555-0143', country: 'US' });
    expect(filter).toEqual({ id: expect.stringMatching(/^nfl_\w{22}$/), masked: '+1 ********43' });
    expect(await numbers.read(filter.id)).toEqual(filter);
    expect(await found({ number: filter.id })).toEqual(['rich']);
    expect(await found({ number: filter.id, status: 'failed' })).toEqual([]);
    expect(await found({ number: filter.id }, [OTHER])).toEqual([]);
    const all = (await list(null)).data;
    expect((await list(null, { number: filter.id })).data).toEqual(all.filter(({ id }) => id === ids.rich));
    const { rows } = await database.pool.query('select * from number_filter');
    expect(JSON.stringify(rows)).not.toContain('5550143');
  });

  test('a number filter that is gone is told, and does not look as if nothing was sent', async () => {
    for (const id of ['nfl_0000000000000000000000', 'nonsense']) {
      await expect(list(null, { number: id })).rejects.toMatchObject({ code: 'filter.not_found' });
      await expect(numbers.read(id)).rejects.toMatchObject({ code: 'filter.not_found' });
    }
  });

  test('by verification', async () => {
    const [failed] = (await list(null, { status: 'failed' })).data;
    const verification = failed!.verification_id;
    expect((await list(null, { verification })).data).toEqual([failed]);
    expect(await found({ verification })).toEqual(['failed']);
    expect(await found({ verification, status: 'delivered' })).toEqual([]);
    expect(await found({ verification: 'ver_0000000000000000000000' })).toEqual([]);
  });

  test('who may see some applications finds theirs alone, whatever is asked', async () => {
    expect(await found({}, [ONE])).toEqual(['failed', 'rich', 'plain']);
    expect(await found({ carrier: 'car_north' }, [OTHER])).toEqual(['theirs']);
    expect(await found({ application: `${ONE},${OTHER}` }, [OTHER])).toEqual(['theirs']);
    expect(await found({ application: ONE }, [OTHER])).toEqual([]);
    expect(await found({}, [])).toEqual([]);
    const bars = await search.histogram([OTHER], {});
    expect(bars.bars.flatMap(({ counts }) => Object.values(counts))).toEqual([1]);
  });

  test('a row keeps its contract: names beside ids, what an error means, and of the number its ends', async () => {
    const page = await list(null);
    expect(MessageSearchPage.parse(page)).toEqual(page);
    expect(page.data[1]).toMatchObject({
      id: ids.failed,
      number: '+1 ********17',
      application_id: ONE,
      carrier_id: 'car_north',
      carrier: 'North',
      error: 'ESME_RINVDSTADR',
      error_code: '0x0000000B',
      error_meaning: 'The destination number is invalid.',
    });
    expect(page.data[0]).toMatchObject({ error_code: '027', error_meaning: null });
    expect(page.data[2]).toMatchObject({ ms_to_deliver: 4_000, purpose: 'login', sender: 'Acme', error_code: null });
  });

  test('a message whose row is gone still has its copy, without a number', async () => {
    const [id] = await store({ minutesAgo: 9 });
    await database.pool.query('delete from message where id = $1', [id]);
    expect((await list(null)).data.at(-1)).toMatchObject({ id, number: '?' });
    await database.pool.query('delete from message_search where id = $1', [id]);
  });
});

/** As pages give it. */
const cursorBeside = (id: string) => Buffer.from(id, 'latin1').toString('base64url');

describe('pages', () => {
  const COUNT = 23;
  let all: string[];

  beforeAll(async () => {
    await clear();
    all = await store(
      ...Array.from({ length: COUNT }, (_, n) => ({
        minutesAgo: n,
        state: n % 3 === 0 ? 'failed' : 'delivered',
        country: n % 2 === 0 ? 'DE' : 'US',
      })),
    );
  });

  /** Follows the cursors of one way to the end; the ids of each page. */
  async function pages(
    direction: 'older' | 'newer',
    asked: Record<string, string | number>,
    meanwhile = async () => {},
  ) {
    const found: string[][] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list(null, { limit: 4, direction, ...asked, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.is_partial).toBe(false);
      found.push(page.data.map(({ id }) => id));
      cursor = direction === 'older' ? page.older_cursor : page.newer_cursor;
      await meanwhile();
    }
    return found;
  }

  test.each<Record<string, string>>([
    {},
    { status: 'delivered' },
    { status: 'delivered,failed', country: 'DE' },
    { country: 'DE', purpose: 'verification' },
  ])('go through %j both ways without a loss or a repeat', async (asked) => {
    const expected = await listed(null, asked);
    expect((await pages('older', asked)).flat()).toEqual(expected);
    expect((await pages('newer', asked)).toReversed().flat()).toEqual(expected);
  });

  test('lead back to where one came from', async () => {
    const first = await list(null, { limit: 5 });
    const second = await list(null, { limit: 5, cursor: first.older_cursor! });
    const back = await list(null, { limit: 5, cursor: second.newer_cursor!, direction: 'newer' });
    expect(back.data).toEqual(first.data);
    expect([first.newer_cursor, back.newer_cursor]).toEqual([null, null]);
    const again = await list(null, { limit: 5, cursor: back.older_cursor! });
    expect(again.data).toEqual(second.data);
  });

  test('an empty page leads back to the very message that it lies beside', async () => {
    const oldest = await list(null, { limit: 1, direction: 'newer' });
    expect([oldest.data[0]?.id, oldest.older_cursor]).toEqual([all.at(-1), null]);
    const beyond = await list(null, { limit: 5, cursor: cursorBeside(all.at(-1)!) });
    expect([beyond.data, beyond.older_cursor]).toEqual([[], null]);
    const back = await list(null, { limit: 1, cursor: beyond.newer_cursor!, direction: 'newer' });
    expect(back.data).toEqual(oldest.data);
  });

  test('lose and repeat nothing while messages come in', async () => {
    const before = await listed(null);
    const added: string[] = [];
    const add = async () => void added.push(...(await store({ minutesAgo: -1 - added.length })));
    const seen = (await pages('older', {}, add)).flat();
    expect(seen).toEqual(before);
    const newer = (await pages('newer', { cursor: cursorBeside(before[0]!) })).flat();
    expect(newer.toSorted()).toEqual(added.toSorted());
    await database.pool.query('delete from message_search where id = any($1)', [added]);
  });

  test.each(['nonsense', 'bXNnXw', cursorBeside(`${newMessageId(0)}==`)])(
    'the cursor %s is refused',
    async (cursor) => {
      await expect(list(null, { cursor })).rejects.toMatchObject({ code: 'request.invalid' });
    },
  );
});

describe('what would take too long', () => {
  beforeAll(async () => {
    await clear();
    // One that is wanted, far behind many that are not.
    await store({ minutesAgo: 60, sender: 'Wanted' });
    await database.pool.query(
      `insert into message_search select $1 || lpad(n::text, 16, '0'), verification_id, application_id, number_hash, country,
          language, purpose, template_version_id, carrier_id, 'Other', encoding, segments, attempts, status, error, error_code,
          created_at, submitted_at, ended_at, ms_to_deliver, is_open, copied_at
        from message_search, generate_series(1, 10500) n`,
      [messageIdAt(NOON).slice(0, 10)],
    );
  });

  test('is told as far as it came, and goes on from there to the end', async () => {
    lookMs = 2_000;
    const seen: string[] = [];
    let partials = 0;
    let reached = Number.POSITIVE_INFINITY;
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await list(null, { sender: 'Wanted', ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.data.map(({ sender }) => sender));
      expect(MessageSearchPage.parse(page)).toEqual(page);
      if (page.is_partial) {
        partials += 1;
        expect(Date.parse(page.searched_to!)).toBeLessThanOrEqual(reached);
        reached = Date.parse(page.searched_to!);
      }
      cursor = page.older_cursor;
    }
    expect(seen).toEqual(['Wanted']);
    expect(partials).toBeGreaterThan(1);
  });

  test('a count and a histogram say so, too', async () => {
    lookMs = 2_000;
    const filters = MessageFilters.parse({ sender: 'Other', from: '1970-01-01T00:00:00Z' });
    const count = await search.count(null, filters);
    expect(MessageCount.parse(count)).toEqual(count);
    expect(count).toMatchObject({ is_partial: true, searched_to: expect.any(String) });
    expect(count.count).toBeLessThan(10_000);
    const histogram = await search.histogram(null, filters);
    expect(histogram).toMatchObject({ is_partial: true, searched_to: expect.any(String) });
  });

  test('a count goes no further than ten thousand', async () => {
    const capped = { count: 10_000, is_capped: true, is_partial: false, searched_to: null };
    expect(await search.count(null, {})).toEqual(capped);
    expect(await search.count(null, MessageFilters.parse({ sender: 'Other' }))).toEqual(capped);
  });
});
