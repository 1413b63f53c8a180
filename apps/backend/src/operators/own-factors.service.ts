import type { FactorAdded, PasskeyAdd, PasskeyOptions, TotpBegun, TotpConfirm } from '@codewire/contracts';
import type { AuditLog, Deed } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import { newId } from '../platform/ids.js';
import { authorOf, signedInOf } from '../platform/signed-in.js';
import { enrol, lockAccount, replaceRecoveryCodes, setTotp, type Account } from './account.store.js';
import type { AttemptThrottle } from './attempt-throttle.js';
import { deletePasskey, insertPasskey, listPasskeys } from './passkey.store.js';
import { passkeyRefused, type Passkeys } from './passkeys.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-code.js';
import type { Sessions } from './session.service.js';
import { endSessions } from './session.store.js';
import { SettingStore } from './setting.store.js';
import type { Http } from './sign-in.service.js';
import type { SignInSteps } from './sign-in-steps.js';
import { forgetSteps } from './team.store.js';
import { newTotpSeed, totpUri } from './totp.js';
import type { TotpSeeds } from './totp-seeds.js';

export interface OwnFactorsOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly sessions: Sessions;
  readonly throttle: AttemptThrottle;
  readonly steps: SignInSteps;
  readonly totpSeeds: TotpSeeds;
  readonly passkeys: Passkeys;
}

/**
 * What an operator proves himself by besides his password. Whatever changes of it, his session goes on under another
 * secret, and all others of his end: whoever had one of them has to prove himself by what holds now.
 */
export class OwnFactors {
  constructor(private readonly use: OwnFactorsOptions) {}

  /** The seed is no factor before its first code has come back: an app that was not set up locks nobody out. */
  async beginTotp(request: Http['request']): Promise<TotpBegun> {
    const { operator } = signedInOf(request);
    const secret = newTotpSeed();
    const { brand: issuer } = await new SettingStore(this.use.sql).read();
    const step = { operatorId: operator.id, detail: { secret } };
    const ticket = await this.use.steps.open(this.use.sql, 'totp_add', step);
    return { ticket, secret, uri: totpUri(secret, { email: operator.email, issuer }) };
  }

  async confirmTotp({ ticket, code }: TotpConfirm, http: Http): Promise<FactorAdded> {
    const { sql, steps, throttle, totpSeeds } = this.use;
    const id = ownId(http);
    const secret = ownSecret(await steps.find(sql, 'totp_add', ticket), id);
    const spent = await throttle.spend(throttle.ownAccountKeys(id, 'new app'));
    const step = totpSeeds.stepIn(secret, code);
    if (step === undefined) throw new AppError('auth.code_wrong');
    return this.add(http, async (tx, account) => {
      await steps.take(tx, 'totp_add', ticket);
      await throttle.succeed(tx, spent);
      await setTotp(tx, id, { sealed: totpSeeds.seal(id, secret), step });
      return { action: 'operator.totp_added', after: { totp: account.totpSealed === null ? 'added' : 'changed' } };
    });
  }

  async removeTotp(http: Http): Promise<void> {
    await this.change(http, async (tx, account) => {
      if (account.totpSealed === null) return undefined;
      if (account.passkeys === 0) throw new AppError('operator.last_factor');
      await setTotp(tx, account.id, { sealed: null, step: 0 });
      return { action: 'operator.totp_removed' };
    });
  }

  async askPasskey(request: Http['request']): Promise<PasskeyOptions> {
    const { sql, steps, passkeys } = this.use;
    const { operator } = signedInOf(request);
    const { options, challenge } = await passkeys.askToAdd(operator, await listPasskeys(sql, operator.id));
    const step = { operatorId: operator.id, detail: { challenge } };
    return { ticket: await steps.open(sql, 'passkey_add', step), options };
  }

  async addPasskey({ ticket, response, name }: PasskeyAdd, http: Http): Promise<FactorAdded> {
    const { sql, steps, passkeys } = this.use;
    const operatorId = ownId(http);
    const { operatorId: askedId, detail } = await steps.take(sql, 'passkey_add', ticket);
    if (askedId !== operatorId) throw new AppError('auth.ticket_expired');
    const passkey = {
      ...(await passkeys.verifyAdded(response, detail['challenge']!)),
      id: newId('pky'),
      operatorId,
      name,
    };
    return this.add(http, async (tx) => {
      if (!(await insertPasskey(tx, passkey))) throw passkeyRefused();
      return { action: 'operator.passkey_added', after: { passkey: passkey.id, name } };
    });
  }

  async removePasskey(passkeyId: string, http: Http): Promise<void> {
    await this.change(http, async (tx, account) => {
      const name = await deletePasskey(tx, passkeyId, account.id);
      if (name === undefined) throw new AppError('passkey.not_found');
      const isLast = account.passkeys === 1 && (account.totpSealed === null || account.needsPasskey);
      if (isLast) throw new AppError('operator.last_factor');
      return { action: 'operator.passkey_removed', before: { passkey: passkeyId, name } };
    });
  }

  /** Those that were there before no longer work. */
  async makeRecoveryCodes(http: Http): Promise<FactorAdded> {
    const codes = newRecoveryCodes();
    await this.change(http, async (tx, account) => {
      await replaceRecoveryCodes(tx, account.id, codes.map(hashRecoveryCode));
      return { action: 'operator.recovery_codes_made', after: { recovery_codes: 'changed' } };
    });
    return { recovery_codes: codes };
  }

  /** The first factor completes the enrolment and brings recovery codes, shown this once. */
  private async add(http: Http, work: Work): Promise<FactorAdded> {
    const codes = newRecoveryCodes();
    let isFirst = false;
    const addOne: Work = async (tx, account) => {
      const deed = await work(tx, account);
      isFirst = account.totpSealed === null && account.passkeys === 0;
      if (deed === undefined || !isFirst) return deed;
      await replaceRecoveryCodes(tx, account.id, codes.map(hashRecoveryCode));
      await enrol(tx, account.id);
      return { ...deed, after: { ...deed.after, recovery_codes: 'changed' } };
    };
    // What was added has just been shown to work, which is a proof.
    await this.change(http, addOne, 'prove');
    return { recovery_codes: isFirst ? codes : [] };
  }

  /** In one transaction with what it does to sessions; `work` returns undefined when there is nothing to change. */
  private async change(http: Http, work: Work, goOn: 'prove' | 'renew' = 'renew'): Promise<void> {
    const { sql, sessions, auditLog } = this.use;
    const { operator, sessionId } = signedInOf(http.request);
    await sql.transaction(async (tx) => {
      const account = await lockAccount(tx, operator.id);
      if (account === undefined) throw new AppError('auth.not_signed_in');
      const deed = await work(tx, account);
      if (deed === undefined) return;
      if (!(await sessions[goOn](tx, http.reply, sessionId))) throw new AppError('auth.not_signed_in');
      const ended = await endAllElse(tx, operator.id, sessionId);
      const target = { kind: 'operator', id: operator.id, name: operator.email } as const;
      const after = { ...deed.after, sessions_ended: ended };
      await auditLog.append(tx, authorOf(http.request), { ...deed, target, after });
    }, FOR_A_CALLER);
  }
}

type Work = (tx: Tx, account: Account) => Promise<Pick<Deed, 'action' | 'before' | 'after'> | undefined>;

/** Whatever else is open or under way; returns how many sessions that were. */
export async function endAllElse(tx: Tx, operatorId: string, sessionId: string): Promise<number> {
  const [ended] = await Promise.all([endSessions(tx, operatorId, sessionId), forgetSteps(tx, operatorId)]);
  return ended;
}

function ownId({ request }: Http): string {
  return signedInOf(request).operator.id;
}

function ownSecret(
  { operatorId, detail }: { operatorId: string | null; detail: Readonly<Record<string, string>> },
  id: string,
): string {
  if (operatorId !== id) throw new AppError('auth.ticket_expired');
  return detail['secret']!;
}
