import { randomBytes } from 'node:crypto';
import { parsePhone } from '@codewire/otp';
import { smscIdKey } from '@codewire/sms';
import { ApplicationStore, type Application } from '../../applications/application.store.js';
import { newId, newMessageId, newVerificationId } from '../../platform/ids.js';
import type { Keyring } from '../../platform/keyring.js';
import { sealNumber } from '../../platform/sealed-number.js';
import { CarrierStore } from '../../sms-transport/carrier.store.js';
import { TextCatalogue } from '../../templates/text-catalogue.js';
import { readTextSnapshot } from '../../templates/text-snapshot.js';
import type { Statement, Tx } from '../sql.js';
import { seedDefault } from './default.scenario.js';
import { PEOPLE, STORIES, type Story } from './demo-stories.js';
import type { SeedOptions } from './seed.js';

const MINUTE_MS = 60_000;
/** The newest story is over, and the oldest is a day old. */
const NEWEST_MINUTES = 21;
const EVERY_MINUTES = 34;
const CHECK_EVERY_SECONDS = 6;

const HAS_DEMO: Statement = {
  name: 'seed_has_demo',
  text: `select 1 from verification
    where metadata ->> 'scenario' = 'demo' and created_at > now() - interval '1 day' limit 1`,
};

const insertInto = (table: string): Statement => ({
  name: `seed_demo_${table}`,
  text: `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
});
const TABLES = ['verification', 'message', 'attempt', 'attempt_part', 'receipt'] as const;
type Table = (typeof TABLES)[number];

/** Rows as the tables have them; times and octets as PostgreSQL reads them from text. */
type Rows = Record<Table, Record<string, unknown>[]>;

interface Setting {
  readonly keyring: Keyring;
  readonly application: Application;
  readonly carrierId: string;
  readonly texts: TextCatalogue;
  readonly at: number;
}

/** The default, and a day of past verifications for fictional numbers, so that the log has something to show. */
export async function seedDemo(tx: Tx, options: SeedOptions): Promise<string[]> {
  const made = await seedDefault(tx, options);
  if ((await tx.rows(HAS_DEMO)).length > 0) return made;
  const application = await new ApplicationStore(tx).findApplication();
  const carrier = (await new CarrierStore(tx).listCarriers()).find(({ isSimulated }) => isSimulated);
  if (application === undefined || carrier === undefined) throw new Error('the default scenario left something out');
  const texts = TextCatalogue.of(await readTextSnapshot(tx), { onBroken: () => undefined });
  const setting = { keyring: options.keyring, application, carrierId: carrier.id, texts };
  const rows: Rows = { verification: [], message: [], attempt: [], attempt_part: [], receipt: [] };
  STORIES.forEach((story, index) => {
    const at = Date.now() - (NEWEST_MINUTES + index * EVERY_MINUTES) * MINUTE_MS;
    tell(story, index, { ...setting, at }, rows);
  });
  for (const table of TABLES) await tx.count(insertInto(table), [JSON.stringify(rows[table])]);
  return [...made, `${STORIES.length} past verifications`];
}

/** The last one ended it; before that one in every few seconds was wrong. */
function checkTimes({ checksUsed, endedSeconds = 0 }: Story, at: number): string[] {
  return Array.from({ length: checksUsed }, (_, turn) =>
    timeAt(at + Math.max(0, endedSeconds - (checksUsed - 1 - turn) * CHECK_EVERY_SECONDS) * 1_000),
  );
}

function tell(story: Story, index: number, setting: Setting, rows: Rows): void {
  const { application, carrierId, at } = setting;
  const verificationId = newVerificationId();
  const messageId = newMessageId(at);
  const shared = sharedColumns(index, verificationId, setting);
  rows.verification.push({
    ...shared.verification,
    id: verificationId,
    application_id: application.id,
    policy_version: application.policyVersion,
    generation: 0,
    purpose: 'verification',
    metadata: { scenario: 'demo' },
    status: story.verification,
    checks_used: story.checksUsed,
    checked_at: checkTimes(story, at),
    sends: 1,
    resend_at: null,
    message_id: messageId,
    created_at: timeAt(at),
    expires_at: timeAt(at + application.policy.lifeSeconds * 1_000),
    ended_at: story.endedSeconds === undefined ? null : timeAt(at + story.endedSeconds * 1_000),
  });
  rows.message.push({
    ...shared.message,
    id: messageId,
    verification_id: verificationId,
    application_id: application.id,
    is_simulated_only: true,
    sender: application.sender,
    code_length: application.policy.codeLength,
    code_generation: 0,
    state: story.message,
    error: story.error ?? null,
    carrier_id: story.attempts.length === 0 ? null : carrierId,
    next_carriers: '',
    used_carriers: '',
    attempts: story.attempts.length,
    fence: story.attempts.length,
    due_at: null,
    created_at: timeAt(at),
    expires_at: timeAt(at + application.policy.lifeSeconds * 1_000),
    submitted_at: submittedAt(story, at),
    ended_at: messageEndedAt(story, at, application.policy.lifeSeconds),
  });
  tellAttempts(story, messageId, setting, rows);
}

/** What a verification and its message have in common, each under its own names. */
function sharedColumns(index: number, verificationId: string, { keyring, application, texts }: Setting) {
  const { number, language, reason } = PEOPLE[index % PEOPLE.length] as (typeof PEOPLE)[number];
  const phone = parsePhone(number, {});
  if (phone.kind === 'refused' || !phone.isFictional) throw new Error('a number of the demo is not fictional');
  const text = texts.render({
    applicationId: application.id,
    purpose: 'verification',
    locale: language,
    brand: application.name,
    minutes: Math.floor(application.policy.lifeSeconds / 60),
    codeLength: application.policy.codeLength,
  });
  const salt = octets(randomBytes(16));
  const numberSealed = octets(sealNumber(keyring, phone.number, { verificationId, applicationId: application.id }));
  const both = { number_sealed: numberSealed, country: phone.country, language, language_reason: reason };
  return {
    verification: {
      ...both,
      key_id: keyring.currentKeyId,
      salt,
      number_hash: octets(keyring.numberHash(phone.number)),
      operator_range: phone.operatorRange,
      is_fictional: true,
    },
    message: {
      ...both,
      number_prefix: phone.prefix,
      template_version_id: text.templateVersionId,
      body: text.body,
      encoding: text.encoding,
      segments: text.segments,
      code_key_id: keyring.currentKeyId,
      code_salt: salt,
    },
  };
}

function tellAttempts(story: Story, messageId: string, { carrierId, at }: Setting, rows: Rows): void {
  story.attempts.forEach(({ startedMs, answeredMs, outcome, reason, commandStatus }, index) => {
    const attempt = index + 1;
    rows.attempt.push({
      message_id: messageId,
      attempt,
      carrier_id: carrierId,
      outcome,
      reason: reason ?? null,
      command_status: commandStatus ?? null,
      started_at: timeAt(at + startedMs),
      answered_at: timeAt(at + answeredMs),
    });
    if (outcome !== 'submitted') return;
    const smscId = randomBytes(8).toString('hex');
    const part = { carrier_id: carrierId, smsc_key: smscIdKey(smscId), message_id: messageId, attempt, part: 1 };
    rows.attempt_part.push({
      ...part,
      parts: 1,
      smsc_message_id: smscId,
      receipt_state: story.receipt?.state ?? null,
    });
    if (story.receipt === undefined) return;
    rows.receipt.push({
      ...part,
      id: newId('rcp'),
      smsc_message_id: smscId,
      state: story.receipt.state,
      error_code: story.receipt.errorCode,
      received_at: timeAt(at + story.receipt.afterMs),
    });
  });
}

function submittedAt({ attempts }: Story, at: number): string | null {
  const taken = attempts.find(({ outcome }) => outcome === 'submitted');
  return taken === undefined ? null : timeAt(at + taken.answeredMs);
}

function messageEndedAt({ message, receipt, attempts }: Story, at: number, lifeSeconds: number): string | null {
  if (receipt !== undefined) return timeAt(at + receipt.afterMs);
  if (message === 'expired') return timeAt(at + lifeSeconds * 1_000);
  if (message === 'failed') return timeAt(at + (attempts.at(-1)?.answeredMs ?? 0));
  return null;
}

const timeAt = (ms: number) => new Date(ms).toISOString();
const octets = (buffer: Buffer) => `\\x${buffer.toString('hex')}`;
