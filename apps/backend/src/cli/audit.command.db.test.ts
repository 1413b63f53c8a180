import { createSecretKey, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AuditLog } from '../audit/audit-log.js';
import { AUTHOR, DEED, writeEntries } from '../test/audit.js';
import { commandLine, type Said } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { command } from './audit.command.js';

const ENTRIES = 5;
let database: OpenDatabase;
let verify: (...args: string[]) => Promise<Said>;

beforeAll(async () => {
  database = await openTestDatabase();
  const run = commandLine({ audit: command }, database.url);
  verify = (...args) => run('audit', 'verify', ...args);
});

afterAll(() => database.close());

beforeEach(async () => {
  await database.pool.query('truncate audit');
  await writeEntries(database.sql, ENTRIES);
});

/** As the log's daily line would name it. */
async function anchorOf(seq: number): Promise<string> {
  const { rows } = await database.pool.query<{ mac: string }>(
    `select encode(mac, 'hex') as mac from audit where seq = $1`,
    [seq],
  );
  return `${seq}:${rows[0]?.mac}`;
}

describe('audit verify', () => {
  test('says that the chain is whole, and names its end for whoever notes it down', async () => {
    expect(await verify()).toEqual({
      code: 0,
      printed: `All 5 entries are as they were written.\nThe newest: ${await anchorOf(5)}`,
      complained: '',
    });
  });

  test('has nothing against an audit without entries', async () => {
    await database.pool.query('truncate audit');
    expect(await verify()).toMatchObject({ code: 0, printed: 'The audit is empty.' });
  });

  test('fails where an entry was changed, and names it', async () => {
    await database.pool.query(`update audit set actor_name = 'Nobody' where seq = 3`);
    expect(await verify()).toEqual({
      code: 1,
      printed: '',
      complained:
        'Entry 3 is not what was written: it was changed, moved or put in. Those before it are as they were written.',
    });
  });

  test('fails where an entry was deleted, and names it', async () => {
    await database.pool.query(`delete from audit where seq = 2`);
    expect(await verify()).toMatchObject({ code: 1, complained: expect.stringMatching(/^Entry 2 is missing\./) });
  });

  test('says that it may be the keyring where nothing fits from the first entry on', async () => {
    await database.pool.query('truncate audit');
    const other = new AuditLog(createSecretKey(randomBytes(32)));
    for (const _ of [1, 2]) await database.sql.transaction((tx) => other.append(tx, AUTHOR, DEED));
    expect(await verify()).toMatchObject({ code: 1, complained: expect.stringContaining('CODEWIRE_KEYRING_FILE') });
  });
});

describe('with an anchor', () => {
  test.each([1, 3, ENTRIES])('of entry %i it says that the entry is still the same', async (seq) => {
    const { code, printed } = await verify('--anchor', await anchorOf(seq));
    expect({ code, last: printed.split('\n').at(-1) }).toEqual({
      code: 0,
      last: `Entry ${seq} is the one of the anchor.`,
    });
  });

  test('notices that entries were cut off at the end, one or all', async () => {
    const anchor = await anchorOf(5);
    await database.pool.query('delete from audit where seq > 3');
    expect(await verify('--anchor', anchor)).toMatchObject({
      code: 1,
      complained: 'The audit ends at entry 3, the anchor is of entry 5: the end was cut off.',
    });
    await database.pool.query('truncate audit');
    expect(await verify('--anchor', anchor)).toMatchObject({ code: 1, complained: expect.stringContaining('entry 0') });
  });

  test('notices that all was written anew, by somebody with the keyring', async () => {
    const anchor = await anchorOf(4);
    await database.pool.query('truncate audit');
    await writeEntries(database.sql, ENTRIES);
    expect(await verify()).toMatchObject({ code: 0 });
    expect(await verify('--anchor', anchor)).toMatchObject({
      code: 1,
      complained: expect.stringMatching(/^Entry 4 is not the one of the anchor/),
    });
  });
});

test.each([
  ['an anchor without its mac', ['verify', '--anchor', '4']],
  ['a mac cut short', ['verify', '--anchor', '4:abcd']],
  ['no action', []],
  ['an unknown one', ['repair']],
])('%s is told the right call', async (_, args) => {
  const { code, complained } = await commandLine({ audit: command }, database.url)('audit', ...args);
  expect(code).toBe(2);
  expect(complained).toContain('audit verify [--anchor <seq>:<mac>]');
});
