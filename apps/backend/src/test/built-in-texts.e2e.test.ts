import { LONGEST_CODE, PURPOSES, type Purpose, type TextForm } from '@codewire/contracts';
import { CODE_MARK, CompiledText, longestValues, typicalValues, type TextValues } from '@codewire/texts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_LANGUAGES } from '../templates/built-in-texts.js';
import type { Client } from './client.js';
import { freshNumber } from './numbers.js';
import { startSystem, type System } from './system.js';
import { tapCarrier, type TappedSubmit, type WireTap } from './wire-tap.js';

const APP_HASH = 'FA+9qCX9VSu';
const HOST = 'accounts.example.com';
/** Messages under way at once: the texts are what is tried here, not the speed. */
const LANES = 32;

/** What is asked for beside the words, the form that is sent then, and its last line. */
const KINDS: Record<string, { readonly asked: object; readonly form: TextForm; readonly line: string }> = {
  'the full form': { asked: {}, form: 'full', line: '' },
  'the short form for an app': { asked: { app_hash: APP_HASH }, form: 'short', line: `\n${APP_HASH}` },
  'the short form for a host': { asked: { host: HOST }, form: 'short', line: `\n@${HOST} #${CODE_MARK}` },
};

/** What a caller gives: as usual, and the longest of everything. */
const VALUES: Record<string, (purpose: Purpose) => TextValues> = {
  typical: (purpose) => typicalValues(purpose, []),
  longest: (purpose) => longestValues(purpose, []),
};

let system: System;
let tap: WireTap;
/** Of applications in test mode, so that no limit is in the way: with codes as usual, and with the longest. */
let clients: Record<string, Client>;

beforeAll(async () => {
  system = await startSystem({ backends: 0 });
  tap = await tapCarrier(system.simulator.smppPort);
  const { pool } = system.database;
  await pool.query('update carrier set port = $1 where is_simulated', [tap.port]);
  const longest = await system.addApplication({ isTest: true, policy: { codeLength: LONGEST_CODE } });
  await pool.query('update application set app_hashes = $1, hosts = $2', [[APP_HASH], [HOST]]);
  const { url } = await system.startBackend();
  clients = { typical: system.client.at(url), longest: longest.client.at(url) };
});

afterAll(async () => {
  await system.stop();
  await tap.close();
});

/** What one message was to be, and what became of it. */
interface Sent {
  readonly expected: { readonly text: string; readonly encoding: string; readonly segments: number };
  readonly shown: { readonly text: string; readonly encoding: string; readonly segments: number };
  /** The octets that it ended with on the wire, as many as its last line has; and those of that line. */
  readonly ending: readonly [onTheWire: string, ofTheLine: string];
}

describe.each(PURPOSES)('each built-in text for %s is on the phone as it is written', (purpose) => {
  const ways = Object.keys(KINDS).flatMap((kind) => Object.keys(VALUES).map((values) => [kind, values] as const));
  test.each(ways)('in %s with %s values, and its last line is on the wire octet for octet', async (kind, values) => {
    const tags = Object.keys(BUILT_IN_LANGUAGES);
    const sent = await inLanes(tags, (tag) => send(tag, purpose, KINDS[kind]!, values));
    expect(sent).toHaveLength(tags.length);
    expect(sent.map(({ shown }) => shown)).toEqual(sent.map(({ expected }) => expected));
    expect(sent.map(({ ending: [onTheWire] }) => onTheWire)).toEqual(
      sent.map(({ ending: [, ofTheLine] }) => ofTheLine),
    );
  });
});

async function send(language: string, purpose: Purpose, kind: (typeof KINDS)[string], values: string): Promise<Sent> {
  const number = freshNumber();
  const given = VALUES[values]!(purpose);
  const { brand, amount, payee } = given;
  const asked = { number, language, purpose, brand, amount, payee, ...kind.asked };
  const { body } = await clients[values]!.start(asked);
  const { passcode = 'none revealed' } = body;
  const expected = expectedMessage(language, purpose, kind, given, passcode);
  await system.carrier.text(number);
  const [{ text, encoding, segments } = { text: '', encoding: '', segments: 0 }] =
    await system.carrier.messages(number);
  const line = octetsOf(kind.line.replace(CODE_MARK, passcode), encoding);
  const wire = joined(tap.submitsTo(number));
  return { expected, shown: { text, encoding, segments }, ending: [wire.slice(wire.length - line.length), line] };
}

function expectedMessage(
  locale: string,
  purpose: Purpose,
  { form, line }: (typeof KINDS)[string],
  values: TextValues,
  code: string,
) {
  const rules = { versionId: 1, shortBody: null, transliterates: false, variables: [], maxSegments: 2 };
  const body = BUILT_IN_LANGUAGES[locale]![purpose][form];
  const words = new CompiledText({ ...rules, locale, purpose, body }, { formats: locale });
  // The standard policy: ten minutes.
  const outcome = words.render({ ...values, minutes: 10 });
  if (outcome.kind !== 'rendered') throw new Error(outcome.kind);
  const text = (outcome.text.body + line).replaceAll(CODE_MARK, code);
  const { encoding } = outcome.text;
  // One segment, as the golden test says of all; a payment outside GSM-7 may take two.
  const isLong = encoding === 'UCS-2' && text.length > 70;
  return { text, encoding, segments: isLong && purpose === 'payment' ? 2 : 1 };
}

/** GSM 03.38 by hand: of what such a line holds only `@` is not where ASCII has it. */
function octetsOf(line: string, encoding: string): string {
  return encoding === 'GSM-7'
    ? Buffer.from(line.replaceAll('@', '\0'), 'latin1').toString('hex')
    : Buffer.from(line, 'utf16le').swap16().toString('hex');
}

/** The parts of a long text stand behind a header of six octets. */
function joined(submits: readonly TappedSubmit[]): string {
  return submits.map(({ esmClass, octets }) => (esmClass === 0 ? octets : octets.slice(12))).join('');
}

async function inLanes<Item, Result>(items: readonly Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const lane = async () => {
    for (const [index, item] of queue) results[index] = await run(item);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return results;
}
