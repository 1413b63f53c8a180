import type { SecondFactor } from '@codewire/contracts';
import type { FastifyRequest } from 'fastify';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import type { Author } from '../platform/author.js';
import { requestContext, type Log } from '../platform/log.js';
import { authorAs, authorOf, signedInOf } from '../platform/signed-in.js';
import type { Account } from './account.store.js';
import type { Sessions } from './session.service.js';

/** Why a sign-in was refused; told to nobody but the audit. */
export type RefusalReason = 'unknown' | 'password' | 'deactivated' | 'no_second_factor' | SecondFactor;

export interface SignedInFacts {
  readonly account: Account;
  readonly sessionId: string;
  readonly method: 'password' | 'passkey';
  readonly secondFactor: SecondFactor | undefined;
}

export interface RefusedFacts {
  /** Undefined where nobody has the address that was typed. */
  readonly account: Account | undefined;
  readonly reason: RefusalReason;
  /** The next attempt has to wait. */
  readonly isLast: boolean;
}

/** What the audit keeps of people coming in, and of those who did not. */
export class SignInRecord {
  constructor(
    private readonly sql: Sql,
    private readonly auditLog: AuditLog,
    private readonly sessions: Sessions,
    private readonly log: Pick<Log, 'fault'>,
  ) {}

  async signedIn(tx: Tx, request: FastifyRequest, facts: SignedInFacts): Promise<void> {
    const { account, sessionId, method, secondFactor } = facts;
    const author = authorAs(account, request, this.sessions.addressOf(request));
    const target = targetOf(account);
    if (secondFactor === 'recovery_code') {
      const left = account.recoveryCodesLeft - 1;
      await this.auditLog.append(tx, author, { action: 'operator.recovery_code_used', target, after: { left } });
    }
    const after = { method, second_factor: secondFactor, session: sessionId };
    await this.auditLog.append(tx, author, { action: 'operator.signed_in', target, after });
  }

  /**
   * Of known accounts each one that was looked at: the throttle keeps them few. Of others only the one that begins a wait,
   * without what was typed there: people type their passwords into that field.
   */
  async refused(request: FastifyRequest, { account, reason, isLast }: RefusedFacts): Promise<void> {
    if (account === undefined && !isLast) return;
    const target =
      account === undefined ? ({ kind: 'operator', id: 'unknown', name: 'unknown' } as const) : targetOf(account);
    await this.sql.transaction(
      (tx) =>
        this.auditLog.append(tx, this.visitor(request), {
          action: 'operator.sign_in_refused',
          target,
          after: { reason, ...(isLast && { has_to_wait: true }) },
        }),
      FOR_A_CALLER,
    );
  }

  /** The same, without making anyone wait: how long an answer takes must not tell whether its address is known. */
  refusedUnseen(request: FastifyRequest, facts: RefusedFacts): void {
    this.refused(request, facts).catch((error: unknown) => this.log.fault('refused_sign_in_not_recorded', error));
  }

  /** Someone who is signed in could not prove that it is him: perhaps his browser is in other hands. */
  async proofRefused(request: FastifyRequest, reason: 'totp' | 'passkey' | 'password'): Promise<void> {
    await this.sql.transaction(
      (tx) =>
        this.auditLog.append(tx, authorOf(request), {
          action: 'operator.sign_in_refused',
          target: targetOf(signedInOf(request).operator),
          after: { reason, step_up: true },
        }),
      FOR_A_CALLER,
    );
  }

  private visitor(request: FastifyRequest): Author {
    const address = this.sessions.addressOf(request);
    return { kind: 'visitor', id: null, name: 'visitor', address, requestId: requestContext(request).id };
  }
}

function targetOf({ id, email }: Pick<Account, 'id' | 'email'>) {
  return { kind: 'operator', id, name: email } as const;
}
