import {
  PERMISSIONS,
  reachOf,
  type OperatorBrief,
  type PasskeyOptions,
  type PasskeySignIn,
  type SessionView,
} from '@codewire/contracts';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { Clock } from '../platform/clock.js';
import { authorOf, signedInOf, type SignedIn } from '../platform/signed-in.js';
import { findAccount, lockAccount, mayUseTotp, moveTotpStep, type Account } from './account.store.js';
import type { AttemptThrottle } from './attempt-throttle.js';
import { listPasskeys, usePasskey } from './passkey.store.js';
import { passkeyRefused, type Passkeys } from './passkeys.js';
import type { Sessions } from './session.service.js';
import type { Http } from './sign-in.service.js';
import type { SignInRecord } from './sign-in-record.js';
import type { SignInSteps } from './sign-in-steps.js';
import type { TotpSeeds } from './totp-seeds.js';

export interface StepUpOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly throttle: AttemptThrottle;
  readonly steps: SignInSteps;
  readonly totpSeeds: TotpSeeds;
  readonly passkeys: Passkeys;
  readonly record: SignInRecord;
}

/** A fresh proof of who is there, for what is delicate. The session goes on under another secret. */
export class StepUp {
  constructor(private readonly use: StepUpOptions) {}

  async view(request: Http['request']): Promise<SessionView> {
    const signedIn = signedInOf(request);
    return viewOf(signedIn, await this.accountOf(signedIn), signedIn.provenAt);
  }

  async byTotp(code: string, http: Http): Promise<SessionView> {
    const { sql, throttle, totpSeeds } = this.use;
    const signedIn = signedInOf(http.request);
    const account = await this.accountOf(signedIn);
    const spent = await throttle.spend(throttle.secondFactorKeys(account.id));
    const step = totpSeeds.stepOf(account, code);
    const isRight = await sql.transaction(async (tx) => {
      const locked = await lockAccount(tx, account.id);
      if (step === undefined || locked === undefined || !mayUseTotp(locked)) return false;
      if (!(await moveTotpStep(tx, account.id, step))) return false;
      await throttle.succeed(tx, spent);
      await this.prove(tx, http, 'totp');
      return true;
    }, FOR_A_CALLER);
    if (!isRight) throw await this.refuse(http, 'totp');
    return viewOf(signedIn, account, this.use.clock.now());
  }

  async askPasskey(request: Http['request']): Promise<PasskeyOptions> {
    const { sql, steps, passkeys } = this.use;
    const { operator, sessionId } = signedInOf(request);
    const known = await listPasskeys(sql, operator.id);
    // With none named, the browser would offer those of others.
    if (known.length === 0) throw passkeyRefused();
    const { options, challenge } = await passkeys.askToSignIn(known);
    const step = { operatorId: operator.id, detail: { challenge, sessionId } };
    return { ticket: await steps.open(sql, 'passkey_step_up', step), options };
  }

  async byPasskey({ ticket, response }: PasskeySignIn, http: Http): Promise<SessionView> {
    const { sql, steps, passkeys } = this.use;
    const signedIn = signedInOf(http.request);
    const { detail } = await steps.take(sql, 'passkey_step_up', ticket);
    if (detail['sessionId'] !== signedIn.sessionId) throw new AppError('auth.ticket_expired');
    const { passkey, counter } = await passkeys.verifySignIn(sql, response, detail['challenge']!);
    const isRight = await sql.transaction(async (tx) => {
      await lockAccount(tx, signedIn.operator.id);
      if (counter === undefined || passkey.operatorId !== signedIn.operator.id) return false;
      if (!(await usePasskey(tx, passkey.id, counter))) return false;
      await this.prove(tx, http, 'passkey');
      return true;
    }, FOR_A_CALLER);
    if (!isRight) throw await this.refuse(http, 'passkey');
    return viewOf(signedIn, await this.accountOf(signedIn), this.use.clock.now());
  }

  private async prove(tx: Tx, { request, reply }: Http, by: 'totp' | 'passkey'): Promise<void> {
    const { sessionId, operator } = signedInOf(request);
    if (!(await this.use.sessions.prove(tx, reply, sessionId))) throw new AppError('auth.not_signed_in');
    await this.use.auditLog.append(tx, authorOf(request), {
      action: 'operator.stepped_up',
      target: { kind: 'operator', id: operator.id, name: operator.email },
      after: { by, session: sessionId },
    });
  }

  private async refuse({ request }: Http, by: 'totp' | 'passkey'): Promise<AppError> {
    await this.use.record.proofRefused(request, by);
    return by === 'totp' ? new AppError('auth.code_wrong') : passkeyRefused();
  }

  private async accountOf({ operator }: SignedIn): Promise<Account> {
    const account = await findAccount(this.use.sql, { id: operator.id });
    // Removed since the guard has looked.
    if (account === undefined) throw new AppError('auth.not_signed_in');
    return account;
  }
}

function viewOf(signedIn: SignedIn, account: Account, provenAt: Date): SessionView {
  const { operator, isEnrolled, meetsPolicy, stepUpMinutes, expiresAt } = signedIn;
  const until = new Date(Math.min(provenAt.getTime() + stepUpMinutes * 60_000, expiresAt.getTime()));
  return {
    operator: briefOf(operator),
    permissions: PERMISSIONS.filter((permission) => reachOf(operator.role, permission) !== undefined),
    must_enrol: !isEnrolled || !meetsPolicy,
    needs_passkey: account.needsPasskey,
    step_up_methods: [
      ...(account.passkeys > 0 ? (['passkey'] as const) : []),
      ...(mayUseTotp(account) ? (['totp'] as const) : []),
    ],
    step_up_until: until.toISOString(),
    expires_at: expiresAt.toISOString(),
  };
}

export function briefOf({ id, email, name, role, applicationIds }: SignedIn['operator']): OperatorBrief {
  return { id, email, name, role, application_ids: [...applicationIds] };
}
