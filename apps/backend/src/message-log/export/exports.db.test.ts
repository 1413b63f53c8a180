import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditLog } from '../../audit/audit-log.js';
import { AppError } from '../../platform/app-error.js';
import { AUTHOR, testAuditKey } from '../../test/audit.js';
import { openTestDatabase, type OpenDatabase } from '../../test/database.js';
import { EXPORT_FORMAT } from './export-formats.js';
import { ExportPlaces } from './export-places.js';
import { EXPORT_ROWS, Exports, type AskedExport, type ExportsOptions } from './exports.js';
import { pageWriter, type ExportPage, type ReadPage } from './page-writer.js';

const COLUMNS = ['id', 'sender'];
const NDJSON = EXPORT_FORMAT.ndjson;
const DEED = {
  action: 'messages.exported',
  target: { kind: 'message', id: 'messages', name: 'Messages' },
  after: { format: 'ndjson', filters: {} },
} as const;

let database: OpenDatabase;
let broken: unknown[];

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

beforeEach(async () => {
  broken = [];
  await database.pool.query('truncate audit');
});

function open(changes: Partial<ExportsOptions> = {}): Exports {
  return new Exports({
    sql: database.sql,
    auditLog: new AuditLog(testAuditKey()),
    places: new ExportPlaces(),
    sessions: { whoMayStay: (ids) => Promise.resolve(new Set(ids)) },
    closing: new AbortController().signal,
    nowMs: () => 0,
    onBroken: (error) => broken.push(error),
    ...changes,
  });
}

/** A list of so many rows, and how many of its pages were read. */
function list(rows: number, onPage: (page: number) => void = () => undefined) {
  const told = { pages: 0 };
  const readPage = ({ limit, cursor = '0' }: { limit: number; cursor?: string }): Promise<ExportPage> => {
    onPage((told.pages += 1));
    const from = Number(cursor);
    const data = Array.from({ length: Math.min(limit, rows - from) }, (_, n) => ({
      id: `msg_${from + n}`,
      sender: '=1+1',
    }));
    const next = from + data.length;
    return Promise.resolve({ data, older_cursor: next < rows ? String(next) : null });
  };
  return { told, readPage };
}

interface Changes extends Partial<AskedExport> {
  readonly readPage?: ReadPage;
  readonly onClose?: () => void;
}

const asked = ({ readPage = list(3).readPage, onClose = () => undefined, ...changes }: Changes): AskedExport => {
  const { format = NDJSON } = changes;
  return {
    format,
    columns: COLUMNS,
    openPages: () => ({ write: pageWriter(format, COLUMNS, readPage), close: onClose }),
    deed: DEED,
    author: AUTHOR,
    sessionId: 'ses_one',
    ...changes,
  };
};

async function read(stream: Readable): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += chunk as string;
  return text;
}

async function auditLength(): Promise<number> {
  return (await database.pool.query<{ n: number }>('select count(*)::int as n from audit')).rows[0]!.n;
}

describe('a file', () => {
  test('of lines has every row once, newest first, and says at its end that it is whole', async () => {
    const rows = EXPORT_ROWS * 3 + 1;
    const { readPage, told } = list(rows);
    const lines = (await read(await open().open(asked({ readPage })))).trimEnd().split('\n');
    expect(JSON.parse(lines.pop()!)).toEqual({ is_complete: true, rows, is_capped: false });
    expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(
      Array.from({ length: rows }, (_, n) => `msg_${n}`),
    );
    expect(told.pages).toBe(4);
  });

  test('for spreadsheets has their mark, a line of names, and nothing that they would calculate', async () => {
    const text = await read(await open().open(asked({ format: EXPORT_FORMAT.csv })));
    expect(text).toBe(`\uFEFFid,sender\r\nmsg_0,'=1+1\r\nmsg_1,'=1+1\r\nmsg_2,'=1+1\r\n`);
  });

  test('of nothing is whole too', async () => {
    expect(await read(await open().open(asked({ readPage: list(0).readPage })))).toBe(
      '{"is_complete":true,"rows":0,"is_capped":false}\n',
    );
  });

  test('of more rows than are given out has the newest, and says so', async () => {
    const { readPage } = list(EXPORT_ROWS * 4);
    const lines = (await read(await open({ mostRows: EXPORT_ROWS + 7 }).open(asked({ readPage }))))
      .trimEnd()
      .split('\n');
    expect(lines.at(-1)).toBe(`{"is_complete":true,"rows":${EXPORT_ROWS + 7},"is_capped":true}`);
    expect(lines).toHaveLength(EXPORT_ROWS + 8);
  });

  test('is read no faster than it is taken: of twenty thousand rows nobody holds more than four pages', async () => {
    const { readPage, told } = list(20_000);
    const stream = await open().open(asked({ readPage }));
    let taken = 0;
    for await (const _ of stream) {
      taken += 1;
      // That which was taken is one of them.
      expect(told.pages - taken).toBeLessThanOrEqual(3);
      expect(stream.readableLength).toBeLessThanOrEqual(1);
    }
    expect(told.pages).toBe(20_000 / EXPORT_ROWS);
  });
});

describe('the audit', () => {
  test('has one entry, with what was asked for, before the first octet is taken', async () => {
    const stream = await open().open(asked({}));
    const { rows } = await database.pool.query('select action, target_id, after from audit');
    expect(rows).toEqual([{ action: 'messages.exported', target_id: 'messages', after: DEED.after }]);
    await read(stream);
    expect(await auditLength()).toBe(1);
  });

  test('has none of a list that could not be read, and its place is free', async () => {
    const exports = open({ places: new ExportPlaces(1) });
    const readPage = () => Promise.reject(new AppError('filter.not_found'));
    await expect(exports.open(asked({ readPage }))).rejects.toMatchObject({ code: 'filter.not_found' });
    expect(await auditLength()).toBe(0);
    await read(await exports.open(asked({})));
  });

  test('is written, or there is no file', async () => {
    const auditLog = { append: () => Promise.reject(new Error('no entry')) } as never;
    const exports = open({ places: new ExportPlaces(1), auditLog });
    await expect(exports.open(asked({}))).rejects.toThrow('no entry');
    await expect(exports.open(asked({}))).rejects.toThrow('no entry');
  });
});

test('the next page is read while one is written, and not when there is none', async () => {
  const { readPage, told } = list(EXPORT_ROWS * 2);
  const pages: number[] = [];
  const format = { ...NDJSON, rows: () => `${pages.push(told.pages)}\n` };
  const stream = await open().open(asked({ readPage, format }));
  stream.resume();
  await once(stream, 'end');
  expect(pages.length).toBeGreaterThanOrEqual(2);
  expect(new Set(pages)).toEqual(new Set([2]));
});

describe('two at once', () => {
  test('are all, and the place of one that ended is free', async () => {
    const exports = open();
    const [first, second] = [await exports.open(asked({})), await exports.open(asked({}))];
    await expect(exports.open(asked({}))).rejects.toMatchObject({ code: 'export.too_many' });
    expect(await auditLength()).toBe(2);
    await read(first);
    second.destroy(); // before anything of it was taken
    await once(second, 'close');
    const again = [await exports.open(asked({})), await exports.open(asked({}))];
    await Promise.all(again.map(read));
  });
});

test('a search that finds nothing ends with its reader, and its place is free', async () => {
  const places = new ExportPlaces(1);
  let pages = 0;
  const readPage = async (): Promise<ExportPage> => {
    pages += 1;
    await new Promise((resolve) => void setImmediate(resolve));
    return { data: [], older_cursor: 'on' };
  };
  const stream = await open({ places }).open(asked({ readPage }));
  stream.resume();
  await vi.waitUntil(() => pages > 10, { timeout: 20_000, interval: 1 });
  stream.destroy();
  await once(stream, 'close');
  places.take();
});

describe('an export that cannot go on is cut, and never looks whole', () => {
  const text = async (stream: Readable) => {
    let seen = '';
    stream.on('data', (chunk: string) => (seen += chunk));
    await new Promise((resolve) => void stream.once('close', resolve));
    return seen;
  };

  test('when the database fails in the middle', async () => {
    const { readPage } = list(EXPORT_ROWS * 5, (page) => {
      if (page === 3) throw new Error('gone');
    });
    const places = new ExportPlaces(1);
    const stream = await open({ places }).open(asked({ readPage }));
    const seen = await text(stream);
    expect(seen.split('\n')).toHaveLength(EXPORT_ROWS * 2 + 1);
    expect(seen).not.toContain('is_complete');
    expect([stream.errored?.message, broken.length]).toEqual(['gone', 1]);
    places.take();
  });

  test('when its operator may not have it any more', async () => {
    let passing = 0;
    const sessions = { whoMayStay: () => Promise.resolve(new Set<string>()) };
    const stream = await open({ nowMs: () => (passing += 1_000), sessions }).open(
      asked({ readPage: list(EXPORT_ROWS * 3).readPage }),
    );
    expect(await text(stream)).not.toContain('is_complete');
    expect(stream.errored?.message).toMatch(/may not have it/);
  });

  test('when the process ends', async () => {
    const closing = new AbortController();
    const exports = open({ closing: closing.signal });
    const stream = await exports.open(asked({}));
    closing.abort();
    await once(stream, 'close').catch(() => undefined);
    expect(stream.errored?.message).toBe('this process ends');
    await expect(exports.open(asked({}))).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  test('when nobody takes it, and its place is free', async () => {
    const places = new ExportPlaces(1);
    const stream = await open({ places, stallMs: 20 }).open(asked({ readPage: list(EXPORT_ROWS * 9).readPage }));
    stream.read(1);
    await vi.waitUntil(() => stream.closed, { timeout: 20_000, interval: 10 });
    expect(stream.errored?.message).toMatch(/not taken/);
    places.take();
  });
});
