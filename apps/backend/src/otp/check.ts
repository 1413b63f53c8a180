import { deriveCode, matchesAny, nextWrongCheck, presentStatus, type CheckOutcome } from '@codewire/otp';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import type { DeliveryService } from '../delivery/delivery.service.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import type { Keyring } from '../platform/keyring.js';
import {
  explainChecks,
  settleChecks,
  spendChecks,
  type Guess,
  type SpentCheck,
  type UnspentCheck,
} from './check.store.js';

export type CheckRow = Guess;

export type CheckResult =
  | CheckOutcome
  | { readonly kind: 'unknown' }
  | { readonly kind: 'wrong_length' }
  | { readonly kind: 'limited'; readonly until: Date; readonly limit: number; readonly seconds: number };

export interface CheckDependencies {
  readonly sql: Sql;
  readonly keyring: Keyring;
  readonly delivery: Pick<DeliveryService, 'endRepeats'>;
  /** Told of what was spent, once it is durable. */
  readonly changed: Pick<ChangedRows, 'note'>;
}

/**
 * Checks a group of codes in one transaction. Each attempt is spent by the statement that reads its row, then
 * compared, then settled; the row stays locked in between, so that of many right answers exactly one is approved. All
 * that is needed to explain the others is read in it too: nothing after the commit can fail an approved row.
 */
export async function checkCodes(dependencies: CheckDependencies, rows: CheckRow[]): Promise<CheckResult[]> {
  const {
    settled: { outcomes, messageIds },
    unspent,
  } = await dependencies.sql.transaction(async (tx) => {
    const spent = await spendChecks(tx, rows);
    const rest = rows.filter((row) => !spent.has(row.verificationId));
    const [settled, unspentOnes] = await Promise.all([
      settle(tx, dependencies.keyring, rows, spent),
      rest.length === 0 ? new Map<string, UnspentCheck>() : explainChecks(tx, rest),
      tx.commit(),
    ]);
    return { settled, unspent: unspentOnes };
  }, FOR_A_CALLER);
  // A code that nobody waits for any more is not sent once again because its receipt is late.
  dependencies.delivery.endRepeats(messageIds);
  dependencies.changed.note('verification', [...outcomes.keys()]);
  return rows.map((row) => {
    return outcomes.get(row.verificationId) ?? explain(dependencies.keyring, row, unspent.get(row.verificationId));
  });
}

interface Settled {
  readonly outcomes: ReadonlyMap<string, CheckOutcome>;
  /** Of verifications that these checks have ended. */
  readonly messageIds: readonly string[];
}

async function settle(
  tx: Tx,
  keyring: Keyring,
  rows: CheckRow[],
  spent: ReadonlyMap<string, SpentCheck>,
): Promise<Settled> {
  const compared = rows.flatMap((row) => {
    const check = spent.get(row.verificationId);
    if (check === undefined) return [];
    const isRight = matchesAny(row.code, acceptedCodes(keyring, row.applicationId, check));
    const isLast = check.checksUsed >= check.maxChecks;
    const status = isRight ? 'approved' : isLast ? 'exhausted' : 'pending';
    return [{ verificationId: row.verificationId, status, isWrong: !isRight, check } as const];
  });
  if (compared.length === 0) return { outcomes: new Map(), messageIds: [] };
  const ended = await settleChecks(tx, compared);
  const outcomes = new Map(
    compared.map(({ verificationId, status, check }): [string, CheckOutcome] => {
      const at = ended.get(verificationId)?.at ?? new Date();
      if (status === 'approved') return [verificationId, { kind: 'approved', at }];
      // The last wrong check is told as wrong with none left; the next one hears exhausted.
      return [verificationId, { kind: 'wrong', attemptsLeft: check.maxChecks - check.checksUsed }];
    }),
  );
  return { outcomes, messageIds: [...ended.values()].map(({ messageId }) => messageId) };
}

/** The running generation's code and, where each resend makes a new one, the one before: an SMS may come late. */
function acceptedCodes(keyring: Keyring, applicationId: string, check: SpentCheck): string[] {
  const generations =
    check.resend === 'new' && check.generation > 0 ? [check.generation, check.generation - 1] : [check.generation];
  return generations.map((generation) =>
    deriveCode({
      key: keyring.codeKey(check.keyId),
      applicationId,
      salt: check.salt,
      verificationId: check.verificationId,
      generation,
      length: check.codeLength,
    }),
  );
}

const NO_SALT = Buffer.alloc(16);

function explain(keyring: Keyring, row: CheckRow, unspent: UnspentCheck | undefined): CheckResult {
  if (unspent === undefined) {
    // The same work as for a known id, so that time does not tell which ids exist.
    matchesAny(row.code, [dummyCode(keyring, row)]);
    return { kind: 'unknown' };
  }
  const { status, at } = presentStatus(unspent, unspent.now);
  const ended = at ?? unspent.now;
  if (status === 'approved') return { kind: 'already_approved', at: ended };
  if (status !== 'pending') return { kind: status, at: ended };
  if (!unspent.isCurrent) return { kind: 'superseded', at: unspent.replacedAt ?? unspent.now };
  if (row.code.length !== unspent.codeLength) return { kind: 'wrong_length' };
  const limit = nextWrongCheck({ wrongChecks: unspent.wrongChecks, policy: unspent, now: unspent.now });
  if (limit.kind === 'window') return { ...limit, kind: 'limited' };
  return { kind: 'exhausted', at: ended };
}

function dummyCode(keyring: Keyring, { applicationId, verificationId, code }: CheckRow): string {
  return deriveCode({
    key: keyring.codeKey(keyring.currentKeyId),
    applicationId,
    salt: NO_SALT,
    verificationId,
    generation: 0,
    length: code.length,
  });
}
