import type { PasskeyView, PasswordChange, Profile } from '@codewire/contracts';
import { maskNumber } from '@codewire/otp';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import { authorOf, signedInOf } from '../platform/signed-in.js';
import { findAccount, lockAccount, renameAccount } from './account.store.js';
import type { AttemptThrottle } from './attempt-throttle.js';
import { endAllElse } from './own-factors.service.js';
import type { OwnPhones } from './own-phones.js';
import { listPasskeys, type PasskeyRow } from './passkey.store.js';
import { assertUnguessable, type Passwords } from './password.js';
import { clearCookie, SESSION_COOKIE } from './session-cookie.js';
import type { Sessions } from './session.service.js';
import { endSession, endSessions, type SessionStore } from './session.store.js';
import { viewSession } from './session-view.js';
import type { SignInRecord } from './sign-in-record.js';
import type { Http } from './sign-in.service.js';
import { briefOf } from './step-up.service.js';
import { setPassword } from './team.store.js';

export interface OwnAccountOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly sessions: Sessions;
  readonly sessionStore: SessionStore;
  readonly passwords: Passwords;
  readonly throttle: AttemptThrottle;
  readonly record: SignInRecord;
  readonly phones: OwnPhones;
}

/** An operator's own name, password and sessions. */
export class OwnAccount {
  constructor(private readonly use: OwnAccountOptions) {}

  async profile(request: Http['request']): Promise<Profile> {
    const { sql, sessionStore, phones } = this.use;
    const { operator, sessionId } = signedInOf(request);
    const [account, passkeys, sessions, phone] = await Promise.all([
      findAccount(sql, { id: operator.id }),
      listPasskeys(sql, operator.id),
      sessionStore.list(operator.id),
      phones.find(operator.id),
    ]);
    if (account === undefined) throw new AppError('auth.not_signed_in');
    return {
      operator: briefOf(account),
      has_password: account.passwordHash !== null,
      has_totp: account.totpSealed !== null,
      passkeys: passkeys.map(viewPasskey),
      recovery_codes_left: account.recoveryCodesLeft,
      phone: phone === undefined ? null : maskNumber(phone),
      sessions: sessions.map((session) => viewSession(session, sessionId)),
    };
  }

  async rename(name: string, request: Http['request']): Promise<Profile> {
    const { sql, auditLog } = this.use;
    const { operator } = signedInOf(request);
    await sql.transaction(async (tx) => {
      const account = await lockAccount(tx, operator.id);
      if (account === undefined) throw new AppError('auth.not_signed_in');
      if (account.name === name) return;
      await renameAccount(tx, operator.id, name);
      await auditLog.append(tx, authorOf(request), {
        action: 'operator.changed',
        target: { kind: 'operator', id: operator.id, name: operator.email },
        before: { name: account.name },
        after: { name },
      });
    }, FOR_A_CALLER);
    return this.profile(request);
  }

  /** The session goes on under another secret; all others end. */
  async changePassword({ current, password }: PasswordChange, http: Http): Promise<void> {
    const { sql, passwords, sessions, auditLog } = this.use;
    const { operator, sessionId } = signedInOf(http.request);
    const verified = await this.verifyCurrent(http.request, current);
    await assertUnguessable(password, operator);
    const passwordHash = await passwords.hash(password);
    await sql.transaction(async (tx) => {
      const account = await lockAccount(tx, operator.id);
      // A reset may have come in between: what was verified no longer counts.
      if (account?.passwordHash !== verified) throw new AppError('auth.not_signed_in');
      await setPassword(tx, operator.id, passwordHash);
      if (!(await sessions.renew(tx, http.reply, sessionId))) throw new AppError('auth.not_signed_in');
      const ended = await endAllElse(tx, operator.id, sessionId);
      await auditLog.append(tx, authorOf(http.request), {
        action: 'operator.password_changed',
        target: { kind: 'operator', id: operator.id, name: operator.email },
        after: { password: 'changed', sessions_ended: ended },
      });
    }, FOR_A_CALLER);
  }

  async endOne(id: string, { request, reply }: Http): Promise<void> {
    const { sql, auditLog } = this.use;
    const { operator, sessionId } = signedInOf(request);
    await sql.transaction(async (tx) => {
      if (!(await endSession(tx, id, operator.id))) throw new AppError('session.not_found');
      await auditLog.append(tx, authorOf(request), {
        action: 'operator.sessions_ended',
        target: { kind: 'session', id, name: operator.email },
        after: { sessions_ended: 1 },
      });
    }, FOR_A_CALLER);
    if (id === sessionId) clearCookie(reply, SESSION_COOKIE);
  }

  async endOthers(request: Http['request']): Promise<void> {
    const { sql, auditLog } = this.use;
    const { operator, sessionId } = signedInOf(request);
    await sql.transaction(async (tx) => {
      const ended = await endSessions(tx, operator.id, sessionId);
      if (ended === 0) return;
      await auditLog.append(tx, authorOf(request), {
        action: 'operator.sessions_ended',
        target: { kind: 'operator', id: operator.id, name: operator.email },
        after: { sessions_ended: ended },
      });
    }, FOR_A_CALLER);
  }

  /** Returns the hash that the present password fits. Whoever has only the browser does not have the password. */
  private async verifyCurrent(request: Http['request'], current: string): Promise<string> {
    const { sql, passwords, throttle, record } = this.use;
    const operatorId = signedInOf(request).operator.id;
    const spent = await throttle.spend(throttle.ownAccountKeys(operatorId, 'password'));
    const stored = (await findAccount(sql, { id: operatorId }))?.passwordHash ?? null;
    const isRight = await passwords.verify(current, stored).catch(async (error: unknown) => {
      await throttle.giveBack(spent);
      throw error;
    });
    if (!isRight || stored === null) {
      await record.proofRefused(request, 'password');
      throw new AppError('password.wrong', { field: 'current' });
    }
    await sql.transaction((tx) => throttle.succeed(tx, spent), FOR_A_CALLER);
    return stored;
  }
}

function viewPasskey({ id, name, createdAt, lastUsedAt }: PasskeyRow): PasskeyView {
  return { id, name, created_at: createdAt.toISOString(), last_used_at: lastUsedAt?.toISOString() ?? null };
}
