import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordSecret } from '../../../../tools/testing/secrets.js';
import { hashToken, newSecretToken } from '../operators/secret-token.js';
import { hashSetupToken } from '../operators/setup-token.js';
import { claimSetup } from '../operators/setup.store.js';
import { findOpenLink } from '../operators/link.store.js';
import { commandLine } from '../test/command-line.js';
import { openTestDatabase, type OpenDatabase } from '../test/database.js';
import { insertOperator, insertSession } from '../test/operators.js';
import { command } from './operator.command.js';

let database: OpenDatabase;
let run: ReturnType<typeof commandLine>;

beforeAll(async () => {
  database = await openTestDatabase();
  run = commandLine({ operator: command }, database.url);
});

afterAll(() => database.close());

const lastLine = (printed: string) => printed.split('\n').at(-1) ?? '';

async function printToken(...args: string[]): Promise<string> {
  const { code, printed, complained } = await run('operator', 'setup-token', ...args);
  expect({ code, complained }).toEqual({ code: 0, complained: '' });
  expect(printed).toMatch(
    /^Open http:\/\/localhost:3001\/setup and give it this token, within the hour\. It works once:\n/,
  );
  recordSecret('token', lastLine(printed));
  return lastLine(printed);
}

const claim = (token: string) => claimSetup(database.sql, hashSetupToken(token), newSecretToken().hash);

async function emailOf(id: string): Promise<string> {
  const { rows } = await database.pool.query<{ email: string }>('select email from operator where id = $1', [id]);
  return rows[0]?.email ?? '';
}

test('where there is nobody the list says how to begin', async () => {
  expect(await run('operator', 'list')).toMatchObject({ code: 0, printed: expect.stringContaining('setup-token') });
});

test('a setup token is readable, alone on the last line, and one more takes the place of the one before', async () => {
  const [first, second] = [await printToken(), await printToken('--if-needed')];
  expect(second).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
  expect(await claim(first)).toBe(false);
  expect(await claim(second)).toBe(true);
});

test('an owner who has no second factor yet can be begun again; with one there is no more token', async () => {
  const id = await insertOperator(database.pool, { isEnrolled: false });
  await printToken();
  await database.pool.query('update operator set enrolled_at = now() where id = $1', [id]);
  const { code, complained } = await run('operator', 'setup-token');
  expect(code).toBe(1);
  expect(complained).toMatch(/^There is an owner already/);
  expect(await run('operator', 'setup-token', '--if-needed')).toEqual({ code: 0, printed: '', complained: '' });
});

test('a reset works without the console: it ends every session, gives a link, and is in the audit', async () => {
  const id = await insertOperator(database.pool);
  await insertSession(database.pool, id);
  const email = await emailOf(id);
  const { code, printed } = await run('operator', 'reset', ` ${email.toUpperCase()}`);
  expect(code).toBe(0);
  const url = lastLine(printed);
  expect(url).toMatch(/^http:\/\/localhost:3001\/reset#[\w-]{43}$/);
  const token = new URL(url).hash.slice(1);
  recordSecret('token', token);
  expect(await findOpenLink(database.sql, hashToken(token))).toMatchObject({ kind: 'access', operator: { id } });
  const { rows } = await database.pool.query('select 1 from session where operator_id = $1', [id]);
  expect(rows).toEqual([]);
  const audit = await database.pool.query(`select actor_kind, action, target_id, after from audit`);
  expect(audit.rows).toEqual([
    {
      actor_kind: 'command',
      action: 'operator.reset_issued',
      target_id: id,
      after: { kind: 'access', expires_at: expect.any(String), sessions_ended: 1 },
    },
  ]);
});

test('nobody unknown and nobody deactivated is given a way in', async () => {
  expect(await run('operator', 'reset', 'nobody@example.com')).toMatchObject({
    code: 1,
    complained: 'Nobody has the address "nobody@example.com": see `operator list`.',
  });
  const id = await insertOperator(database.pool, { role: 'editor' });
  await database.pool.query('update operator set deactivated_at = now() where id = $1', [id]);
  expect(await run('operator', 'reset', await emailOf(id))).toMatchObject({
    code: 1,
    complained: expect.stringContaining('is deactivated'),
  });
});

test('the list tells of each what he is and how he proves himself', async () => {
  const id = await insertOperator(database.pool, { role: 'support', isEnrolled: false });
  const { printed } = await run('operator', 'list');
  const [head, ...rows] = printed.split('\n');
  expect(head).toMatch(/^e-mail +name +role +state +second factor +last seen$/);
  const email = await emailOf(id);
  expect(rows.find((row) => row.startsWith(email))).toMatch(/A support +support +enrolling +- +-$/);
});

test.each([
  ['no action', []],
  ['an unknown one', ['invite']],
  ['an option nobody knows', ['setup-token', '--again']],
  ['a list of something', ['list', 'owners']],
  ['nobody to reset', ['reset']],
  ['two to reset', ['reset', 'a@example.com', 'b@example.com']],
])('%s is told the right call', async (_, args) => {
  const { code, complained } = await run('operator', ...args);
  expect(code).toBe(2);
  expect(complained).toContain('operator reset <e-mail>');
});
