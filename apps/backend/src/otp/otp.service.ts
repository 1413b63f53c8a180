import type { CheckResponse, StartRequest, StartResponse, Verification } from '@codewire/contracts';
import { deriveCode, parseCodeInput } from '@codewire/otp';
import type { Application, ApplicationStore } from '../applications/application.store.js';
import { isConflict, isServerFault } from '../database/faults.js';
import { GroupCommit } from '../database/group-commit.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import type { DeliveryService } from '../delivery/delivery.service.js';
import { AppError } from '../platform/app-error.js';
import type { ChangedRows } from '../platform/changed-rows.js';
import type { Keyring } from '../platform/keyring.js';
import type { Metrics } from '../platform/metrics.js';
import type { TextService } from '../templates/text.service.js';
import { acceptStarts, type StartOutcome, type StartRow, type StoredReply } from './accept.js';
import { checkCodes, type CheckResult, type CheckRow } from './check.js';
import { findReply } from './idempotency.store.js';
import { fingerprint, prepareStart, type StartInput, type TriedWording } from './prepare-start.js';
import { statusOf, toCheckResponse, VerificationPresenter } from './presenter.js';
import { codeRefusal, endedRefusal, sendLimitRefusal } from './refusals.js';
import { resendCode, type RecordResend } from './resend.js';
import { cancelVerification, findOwner, findVerification, type FoundVerification } from './verification.store.js';

export interface OtpDependencies {
  readonly sql: Sql;
  readonly keyring: Keyring;
  readonly texts: TextService;
  readonly delivery: DeliveryService;
  readonly applications: ApplicationStore;
  readonly metrics: Metrics;
  readonly changed: ChangedRows;
  /** Least time between two group commits under load. */
  readonly groupCommitMs: number;
}

/** A verification as one application's caller names it. */
export interface Named {
  readonly application: Application;
  readonly verificationId: string;
}

export interface ResendCall {
  readonly mayReveal: boolean;
  readonly acceptedAt?: number;
  readonly record?: RecordResend;
}

export interface StartCall {
  readonly application: Application;
  readonly request: StartRequest;
  readonly mayReveal: boolean;
  readonly idempotencyKey?: string | undefined;
  readonly acceptedAt?: number | undefined;
  readonly wording?: TriedWording | undefined;
}

const MAX_GROUP = 128;
/** Longest wait for a place in a group: whoever waits longer is better told 503. */
const PATIENCE_MS = 500;

/** Starts, checks, resends, cancels and reads verifications. Refusals are AppErrors; outcomes are values. */
export class OtpService {
  private readonly starts: GroupCommit<StartRow, StartOutcome>;
  private readonly checks: GroupCommit<CheckRow, CheckResult>;
  private readonly presenter: VerificationPresenter;
  private readonly keysInFlight = new Set<string>();

  constructor(private readonly use: OtpDependencies) {
    const shared = {
      gapMs: use.groupCommitMs,
      maxRows: MAX_GROUP,
      patienceMs: PATIENCE_MS,
      isFatal: isServerFault,
      isTransient: isConflict,
    };
    this.presenter = new VerificationPresenter(use.keyring, use.applications, use.delivery);
    this.starts = new GroupCommit({
      ...shared,
      run: (rows) => acceptStarts(use, rows),
      keyOf: (row) => `${row.application.id}|${row.numberHash.toString('base64')}`,
    });
    this.checks = new GroupCommit({
      ...shared,
      run: (rows) => checkCodes(use, rows),
      keyOf: (row) => row.verificationId,
    });
  }

  async start(call: StartCall): Promise<StartResponse> {
    const { application, request, mayReveal, wording, idempotencyKey } = call;
    const acceptedAt = call.acceptedAt ?? performance.now();
    const idempotency =
      idempotencyKey === undefined
        ? undefined
        : { key: idempotencyKey, bodyHash: fingerprint(this.use.keyring, request) };
    const release = this.holdKey(application, idempotencyKey);
    try {
      const { row, outcome } = await this.attempt({
        application,
        request,
        mayReveal,
        wording,
        idempotency,
        acceptedAt,
      });
      this.use.metrics.code(outcome.kind);
      const response = await this.answer(outcome, application, row, mayReveal);
      if (outcome.kind === 'started') this.use.metrics.accept((performance.now() - acceptedAt) / 1_000);
      return response;
    } finally {
      release();
    }
  }

  private async attempt(input: StartInput): Promise<{ row?: StartRow; outcome: StartOutcome }> {
    try {
      const row = prepareStart(this.use, input);
      return { row, outcome: await this.starts.add(row) };
    } catch (refusal) {
      // A repeat is answered as it was the first time, also where the same would be refused by now.
      const { application, idempotency } = input;
      if (!(refusal instanceof AppError) || idempotency === undefined) throw refusal;
      const known = await findReply<StoredReply>(this.use.sql, { applicationId: application.id, ...idempotency });
      if (known === undefined) throw refusal;
      return { outcome: known };
    }
  }

  async check({ application, verificationId, code }: Named & { code: unknown }): Promise<CheckResponse> {
    const parsed = parseCodeInput(code);
    if (parsed.kind === 'invalid') throw codeRefusal(parsed.reason);
    const result = await this.checks.add({ verificationId, applicationId: application.id, code: parsed.code });
    this.use.metrics.check(result.kind);
    if (result.kind === 'unknown') throw new AppError('verification.not_found');
    if (result.kind === 'wrong_length') throw codeRefusal('wrong_length');
    if (result.kind === 'limited') {
      throw new AppError('limit.wrong_checks', {
        retryAt: result.until,
        quota: { policy: 'wrong_checks', limit: result.limit, seconds: result.seconds },
      });
    }
    return toCheckResponse(verificationId, result);
  }

  async resend(call: Named & ResendCall): Promise<StartResponse> {
    const { application, mayReveal } = call;
    const found = await this.find(call);
    const row = await resendCode(
      { ...this.use, presenter: this.presenter },
      { found, application, acceptedAt: call.acceptedAt ?? performance.now(), record: call.record },
    );
    this.use.metrics.code('resent');
    const shown = await this.presenter.present({ ...found, row });
    const { created_at: _created, ended_at: _ended, sends: _sends, metadata: _metadata, ...reply } = shown;
    return mayReveal ? { ...reply, passcode: await this.presenter.codeOf(row) } : reply;
  }

  /**
   * Cancelling twice is what a client does after a lost answer: the second time nothing happens. `record` writes beside
   * the change, in its transaction, and may take the time that its own locks take.
   */
  async cancel(named: Named, record?: (tx: Tx) => Promise<unknown>): Promise<void> {
    const { sql, delivery, changed } = this.use;
    const withdrawn = await sql.transaction(
      async (tx) => {
        const messageId = await cancelVerification(tx, named.verificationId, named.application.id);
        if (messageId === undefined) return undefined;
        await delivery.withdraw(tx, [messageId], 'cancelled');
        await record?.(tx);
        return messageId;
      },
      record === undefined ? FOR_A_CALLER : {},
    );
    if (withdrawn !== undefined) {
      delivery.release([], [withdrawn]);
      return changed.note('verification', [named.verificationId]);
    }
    const { status, at } = statusOf(await this.find(named));
    if (status !== 'cancelled') throw endedRefusal(status, at);
  }

  async read(named: Named): Promise<Verification> {
    return this.presenter.present(await this.find(named));
  }

  /** Id of the application that a verification belongs to, for those who may see more than one. */
  applicationOf(verificationId: string): Promise<string | undefined> {
    return findOwner(this.use.sql, verificationId);
  }

  private async find({ application, verificationId }: Named): Promise<FoundVerification> {
    const found = await findVerification(this.use.sql, verificationId, application.id);
    if (found === undefined) throw new AppError('verification.not_found');
    return found;
  }

  private async answer(
    outcome: StartOutcome,
    application: Application,
    row: StartRow | undefined,
    mayReveal: boolean,
  ): Promise<StartResponse> {
    switch (outcome.kind) {
      case 'started':
        if (row === undefined) throw new Error('a start without a row');
        return { ...outcome.reply, number: row.number, ...(mayReveal ? { passcode: this.firstCode(row) } : {}) };
      case 'replay':
        return this.replay(outcome, application, mayReveal);
      case 'limited':
        throw sendLimitRefusal(outcome.limit);
      case 'in_flight':
        throw inFlight();
      case 'mismatch':
        throw new AppError('idempotency.mismatch');
    }
  }

  /** The first answer again: number read from its row, code derived again for the first generation. */
  private async replay(
    { verificationId, reply }: Extract<StartOutcome, { kind: 'replay' }>,
    application: Application,
    mayReveal: boolean,
  ): Promise<StartResponse> {
    const { row } = await this.find({ application, verificationId });
    // A reply kept by the build before does not tell the purpose.
    const known = { ...reply, number: this.presenter.numberOf(row), purpose: row.purpose };
    if (!mayReveal) return known;
    return { ...known, passcode: await this.presenter.codeOf({ ...row, generation: 0 }) };
  }

  private firstCode(row: StartRow): string {
    return deriveCode({
      key: this.use.keyring.codeKey(row.keyId),
      applicationId: row.application.id,
      salt: row.salt,
      verificationId: row.verificationId,
      generation: 0,
      length: row.application.policy.codeLength,
    });
  }

  /** Requests of one process share transactions, so the lock between processes cannot tell them apart. */
  private holdKey(application: Application, idempotencyKey: string | undefined): () => void {
    if (idempotencyKey === undefined) return () => undefined;
    const key = `${application.id}|${idempotencyKey}`;
    if (this.keysInFlight.has(key)) throw inFlight();
    this.keysInFlight.add(key);
    return () => this.keysInFlight.delete(key);
  }
}

function inFlight(): AppError {
  return new AppError('idempotency.in_flight', { retryAt: new Date(Date.now() + 1_000) });
}
