import type { TemplateList, TextDetail } from '@codewire/contracts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Browser } from '../test/browser.js';
import type { Client } from '../test/client.js';
import { freshNumber } from '../test/numbers.js';
import { insertOperator, insertSession } from '../test/operators.js';
import { startSystem, type System } from '../test/system.js';

const PUBLISHES = 5;
const CALLERS_PER_NODE = 3;
const HOST = 'shop.example';

let system: System;
let editor: Browser;
/** The seeded caller, at each node. */
let nodes: Client[];

beforeAll(async () => {
  system = await startSystem({ backends: 2 });
  const { pool } = system.database;
  await pool.query('update application set hosts = $1', [[HOST]]);
  const session = await insertSession(pool, await insertOperator(pool, { role: 'editor' }));
  editor = Browser.signedIn(system.backends[0]!.adminPort, session);
  nodes = system.backends.map(({ url }) => system.client.at(url));
});

afterAll(() => system.stop());

/** The text for a verification in English, shared by all. */
async function englishText(): Promise<string> {
  const { body } = await editor.get<TemplateList>('templates');
  const template = body.data.find(({ purpose, application }) => purpose === 'verification' && application === null);
  return `templates/${template?.id}/texts/en`;
}

/** Both forms at once, as the console does it. */
async function publish(text: string, word: string): Promise<void> {
  const change = async (method: string, path: string, body: object, tag: string) => {
    const answer = await editor.ask<TextDetail>(method, `${text}/${path}`, body, { 'if-match': tag });
    expect([answer.status, answer.problem?.detail]).toEqual([200, undefined]);
    return { tag: answer.headers['etag'] ?? '', draft: answer.body.draft };
  };
  const { headers } = await editor.get<TextDetail>(text);
  const words = { body: `${word} full, your code is {code}`, short_body: `${word} short, code {code}` };
  const { tag, draft } = await change('PUT', 'draft', words, headers['etag'] ?? '');
  await change('POST', 'publish', { version: draft?.version }, tag);
}

/** A start with or without a line for autofill, so that both forms are sent; the message that came of it. */
async function send(node: Client, withLine: boolean): Promise<string> {
  const line = withLine ? { host: HOST } : {};
  const { status, body } = await node.start({ number: freshNumber(), language: 'en', ...line });
  expect(status).toBe(201);
  return body.message.id;
}

/** Callers that start without a pause; `sent` are the messages of each, in their order. */
function startLoad() {
  let isOver = false;
  const callers = nodes.flatMap((node) =>
    Array.from({ length: CALLERS_PER_NODE }, async () => {
      const ids: string[] = [];
      while (!isOver) ids.push(await send(node, ids.length % 2 === 1));
      return ids;
    }),
  );
  return { sent: Promise.all(callers), end: () => (isOver = true) };
}

interface Sent {
  readonly body: string;
  readonly versionId: number;
  readonly full: string;
  readonly short: string;
}

async function readSent(ids: readonly string[]): Promise<Map<string, Sent>> {
  const { rows } = await system.database.pool.query<Sent & { id: string }>(
    `select m.id, m.body, v.id as "versionId", v.body as full, v.short_body as short
      from message m join template_version v on v.id = m.template_version_id where m.id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Until a node sends these words. How soon that is, on a machine that does nothing else, `npm run bench:texts` measures. */
async function untilSent(node: Client, word: string): Promise<void> {
  const sends = async () => {
    const id = await send(node, false);
    return (await readSent([id])).get(id)?.body.startsWith(word) === true;
  };
  // Well before the texts would be read again without being told.
  await vi.waitUntil(sends, { timeout: 15_000, interval: 10 });
}

test('a publish comes to every node, under load, and never goes back; every message is of one version, the one that it names', async () => {
  const text = await englishText();
  const load = startLoad();
  try {
    for (let round = 1; round <= PUBLISHES; round += 1) {
      const word = `Round ${round}:`;
      await publish(text, word);
      await Promise.all(nodes.map((node) => untilSent(node, word)));
    }
  } finally {
    load.end();
  }
  const byCaller = await load.sent;
  const sent = await readSent(byCaller.flat());
  for (const ids of byCaller) {
    const messages = ids.map((id) => sent.get(id)!);
    // A caller of one node never gets older words again.
    const versions = messages.map(({ versionId }) => versionId);
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    messages.forEach(({ body, full, short }, index) => {
      const words = index % 2 === 1 ? `${short}\n@${HOST} #{code}` : full;
      if (full.startsWith('Round')) expect(body).toBe(words);
      else expect(body).not.toContain('Round');
    });
  }
  const used = new Set([...sent.values()].map(({ versionId }) => versionId));
  expect(used.size).toBe(PUBLISHES + 1);
});
