import type { LanguageReason, Purpose, StartResponse } from '@codewire/contracts';
import { nextSend, resendAt, type PhoneNumber, type Policy } from '@codewire/otp';
import type { RenderedText } from '@codewire/texts';
import type { Application } from '../applications/application.store.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import type { DeliveryService, Enqueued } from '../delivery/delivery.service.js';
import { claimKeys, saveReplies, type IdempotencyState } from './idempotency.store.js';
import { claimSends, type Refused, type SendClaimOutcome } from './recipient.store.js';
import type { StoredTextValues } from './verification.entity.js';
import { insertVerifications, supersede, type Life } from './verification.store.js';

/** A start with everything decided that does not need the database. */
export interface StartRow {
  readonly application: Application;
  readonly verificationId: string;
  readonly messageId: string;
  readonly number: PhoneNumber;
  readonly numberSealed: Buffer;
  readonly numberHash: Buffer;
  readonly country: string;
  readonly numberPrefix: string;
  readonly operatorRange: string;
  readonly isFictional: boolean;
  /** Test mode or a fictional number: it reaches no real phone and spends no limit. */
  readonly isSimulatedOnly: boolean;
  readonly purpose: Purpose;
  readonly textValues: StoredTextValues | null;
  readonly language: string;
  readonly languageReason: LanguageReason;
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly keyId: string;
  readonly salt: Buffer;
  readonly text: RenderedText;
  readonly acceptedAt: number;
  readonly idempotency: { readonly key: string; readonly bodyHash: Buffer } | undefined;
}

/** The start's answer without its two secrets, number and code: what an Idempotency-Key may keep. */
export type StoredReply = Omit<StartResponse, 'number' | 'passcode'>;

export type StartOutcome =
  | { readonly kind: 'started'; readonly reply: StoredReply }
  | { readonly kind: 'replay'; readonly verificationId: string; readonly reply: StoredReply }
  | { readonly kind: 'in_flight' }
  | { readonly kind: 'mismatch' }
  | { readonly kind: 'limited'; readonly limit: Exclude<ReturnType<typeof nextSend>, { kind: 'allowed' }> };

interface Accepted {
  readonly outcomes: StartOutcome[];
  readonly enqueued: Enqueued[];
  /** Messages of verifications that these starts took the place of. */
  readonly withdrawn: readonly string[];
  /** Verifications that began, and those whose place they took. */
  readonly changed: readonly string[];
}

export interface AcceptTools {
  readonly sql: Sql;
  readonly delivery: DeliveryService;
  /** Told once it is durable. */
  readonly changed: Pick<ChangedRows, 'note'>;
}

/**
 * Accepts a group of starts in one durable transaction, in this order: idempotency keys, limits (rows taken in key
 * order), verifications, messages, stored replies. Messages leave after the commit. One outcome per row, in order.
 */
export async function acceptStarts({ sql, delivery, changed }: AcceptTools, rows: StartRow[]): Promise<StartOutcome[]> {
  const accepted = await sql.transaction((tx) => accept(tx, delivery, rows), FOR_A_CALLER);
  delivery.release(accepted.enqueued, accepted.withdrawn);
  changed.note('verification', accepted.changed);
  return accepted.outcomes;
}

async function accept(tx: Tx, delivery: DeliveryService, rows: StartRow[]): Promise<Accepted> {
  const outcomes = new Map<StartRow, StartOutcome>();
  const fresh = await withoutRepeats(tx, rows, outcomes);
  const allowed = await withinLimits(tx, fresh, outcomes);
  const begun =
    allowed.length === 0 ? { enqueued: [], withdrawn: [], changed: [] } : await begin(tx, delivery, allowed, outcomes);
  await keepReplies(tx, rows, outcomes);
  return { outcomes: rows.map((row) => outcomes.get(row) as StartOutcome), ...begun };
}

async function withoutRepeats(tx: Tx, rows: StartRow[], outcomes: Map<StartRow, StartOutcome>): Promise<StartRow[]> {
  const keyed = rows.flatMap((row) => (row.idempotency === undefined ? [] : [{ row, ...row.idempotency }]));
  if (keyed.length === 0) return rows;
  const states = await claimKeys<StoredReply>(
    tx,
    keyed.map(({ row, key, bodyHash }) => ({ applicationId: row.application.id, key, bodyHash })),
  );
  keyed.forEach(({ row }, index) => {
    const state = states[index] as IdempotencyState<StoredReply>;
    if (state.kind !== 'new') outcomes.set(row, state);
  });
  return rows.filter((row) => !outcomes.has(row));
}

interface Allowed {
  readonly row: StartRow;
  readonly sends: readonly Date[];
  readonly replaced: string | null;
}

async function withinLimits(tx: Tx, rows: StartRow[], outcomes: Map<StartRow, StartOutcome>): Promise<Allowed[]> {
  if (rows.length === 0) return [];
  const claims = await claimSends(
    tx,
    rows.map((row) => ({
      applicationId: row.application.id,
      policyVersion: row.application.policyVersion,
      isUnlimited: row.isSimulatedOnly,
      numberHash: row.numberHash,
      verificationId: row.verificationId,
    })),
  );
  const allowed: Allowed[] = [];
  rows.forEach((row, index) => {
    const claim = claims[index] as SendClaimOutcome;
    if (claim.kind === 'allowed') allowed.push({ row, ...claim });
    else outcomes.set(row, { kind: 'limited', limit: explainLimit(claim, row.application.policy) });
  });
  return allowed;
}

/**
 * Why the statement refused, by the clock that it refused by. That was read before the row's lock was granted: a send
 * which ended meanwhile must not turn the refusal into an allowance.
 */
export function explainLimit({ sends, now: readAt }: Pick<Refused, 'sends' | 'now'>, policy: Policy) {
  const now = new Date(Math.max(readAt.getTime(), sends.at(-1)?.getTime() ?? 0));
  const limit = nextSend({ sends, policy, now });
  return limit.kind === 'allowed' ? { kind: 'cooldown' as const, until: new Date(now.getTime() + 1_000) } : limit;
}

async function begin(
  tx: Tx,
  delivery: DeliveryService,
  allowed: Allowed[],
  outcomes: Map<StartRow, StartOutcome>,
): Promise<Omit<Accepted, 'outcomes'>> {
  const replaced = allowed.flatMap(({ replaced: id }) => (id === null ? [] : [id]));
  const withdrawn = replaced.length === 0 ? [] : await supersede(tx, replaced);
  if (withdrawn.length > 0) await delivery.withdraw(tx, withdrawn, 'superseded');
  const resends = allowed.map(({ row, sends }) => nextResend(row, sends));
  const lives = await insertVerifications(
    tx,
    allowed.map(({ row }, index) => ({
      ...row,
      id: row.verificationId,
      applicationId: row.application.id,
      policyVersion: row.application.policyVersion,
      lifeSeconds: row.application.policy.lifeSeconds,
      resendAt: resends[index] as Date | null,
    })),
  );
  const enqueuing = delivery.enqueue(
    tx,
    allowed.map(({ row }, index) => toEnqueue(row, lives[index] as Life)),
  );
  // Replies to keep are written after the messages; without any, the messages are the last to write.
  const isLast = allowed.every(({ row }) => row.idempotency === undefined);
  const [enqueued] = await Promise.all([enqueuing, isLast ? tx.commit() : undefined]);
  allowed.forEach(({ row }, index) => {
    const reply = toReply(row, lives[index] as Life, enqueued[index] as Enqueued, resends[index] as Date | null);
    outcomes.set(row, { kind: 'started', reply });
  });
  return { enqueued, withdrawn, changed: [...replaced, ...allowed.map(({ row }) => row.verificationId)] };
}

/** When the next send would be allowed; null when the policy has no second send. */
function nextResend({ application: { policy }, isSimulatedOnly }: StartRow, sends: readonly Date[]): Date | null {
  if (policy.maxSends <= 1) return null;
  return isSimulatedOnly ? new Date() : resendAt({ sends, policy });
}

function toEnqueue(row: StartRow, life: Life) {
  return {
    message: {
      id: row.messageId,
      verificationId: row.verificationId,
      applicationId: row.application.id,
      number: row.number,
      numberSealed: row.numberSealed,
      country: row.country,
      numberPrefix: row.numberPrefix,
      usedBefore: [],
      isSimulatedOnly: row.isSimulatedOnly,
      language: row.language,
      languageReason: row.languageReason,
      templateVersionId: row.text.templateVersionId,
      sender: row.application.sender,
      body: row.text.body,
      encoding: row.text.encoding,
      segments: row.text.segments,
      code: { keyId: row.keyId, salt: row.salt, length: row.application.policy.codeLength, generation: 0 },
      createdAt: life.createdAt,
      expiresAt: life.expiresAt,
    },
    acceptedAt: row.acceptedAt,
    lifeMs: row.application.policy.lifeSeconds * 1_000,
  };
}

function toReply(row: StartRow, life: Life, enqueued: Enqueued, resend: Date | null): StoredReply {
  return {
    id: row.verificationId,
    purpose: row.purpose,
    language: row.language,
    language_reason: row.languageReason,
    status: 'pending',
    attempts_left: row.application.policy.maxChecks,
    resend_at: resend?.toISOString() ?? null,
    expires_at: life.expiresAt.toISOString(),
    message: {
      id: row.messageId,
      status: enqueued.status,
      encoding: row.text.encoding,
      segments: row.text.segments,
    },
  };
}

async function keepReplies(tx: Tx, rows: StartRow[], outcomes: Map<StartRow, StartOutcome>): Promise<void> {
  const entries = rows.flatMap((row) => {
    const outcome = outcomes.get(row);
    if (row.idempotency === undefined || outcome?.kind !== 'started') return [];
    return [
      {
        applicationId: row.application.id,
        ...row.idempotency,
        verificationId: row.verificationId,
        reply: outcome.reply,
      },
    ];
  });
  if (entries.length > 0) await saveReplies(tx, entries);
}
