import type {
  CodeSignIn,
  PasskeyOptions,
  PasskeySignIn,
  PasswordSignIn,
  SecondFactor,
  SignInAnswer,
} from '@codewire/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import {
  findAccount,
  lockAccount,
  mayUseTotp,
  moveTotpStep,
  rehashPassword,
  useRecoveryCode,
  type Account,
} from './account.store.js';
import type { AttemptThrottle, Spent } from './attempt-throttle.js';
import { listPasskeys, usePasskey } from './passkey.store.js';
import { passkeyRefused, type Passkeys } from './passkeys.js';
import { isOutdated, type Passwords } from './password.js';
import { hashRecoveryCode } from './recovery-code.js';
import type { Sessions } from './session.service.js';
import type { RefusalReason, SignInRecord } from './sign-in-record.js';
import type { SignInSteps } from './sign-in-steps.js';
import type { TotpSeeds } from './totp-seeds.js';

export interface SignInOptions {
  readonly sql: Sql;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly throttle: AttemptThrottle;
  readonly steps: SignInSteps;
  readonly totpSeeds: TotpSeeds;
  readonly passkeys: Passkeys;
  readonly record: SignInRecord;
}

export interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const SIGNED_IN: SignInAnswer = { kind: 'signed_in' };

/**
 * Coming in: by a password and a second factor, or by a passkey, which is both. Whoever knows nothing learns nothing:
 * an address that nobody has, a wrong password and an account that is closed are answered alike, after the same work.
 */
export class SignIn {
  constructor(private readonly use: SignInOptions) {}

  async byPassword({ email, password }: PasswordSignIn, http: Http): Promise<SignInAnswer> {
    const { sql, throttle, sessions, passwords } = this.use;
    passwords.assertNotFull();
    const spent = await throttle.spend(throttle.passwordKeys(email, sessions.addressOf(http.request)));
    const account = await findAccount(sql, { email });
    const isRight = await this.verify(password, account, spent);
    const verdict = judge(account, isRight);
    if (typeof verdict === 'string') {
      this.use.record.refusedUnseen(http.request, { account, reason: verdict, isLast: spent.isLast });
      throw signInFailed();
    }
    return this.goOn(verdict, { password, spent, http });
  }

  byTotp(input: CodeSignIn, http: Http): Promise<SignInAnswer> {
    return this.byCode(input, http, {
      name: 'totp',
      isRight: async (tx, account) => {
        const step = this.use.totpSeeds.stepOf(account, input.code);
        return step !== undefined && mayUseTotp(account) && (await moveTotpStep(tx, account.id, step));
      },
    });
  }

  byRecoveryCode(input: CodeSignIn, http: Http): Promise<SignInAnswer> {
    return this.byCode(input, http, {
      name: 'recovery_code',
      isRight: (tx, account) => useRecoveryCode(tx, account.id, hashRecoveryCode(input.code)),
    });
  }

  /** A ticket asks for a passkey of its own operator; without one, whichever the browser has will do. */
  async askPasskey(ticket: string | undefined, request: FastifyRequest): Promise<PasskeyOptions> {
    const { sql, throttle, sessions, steps, passkeys } = this.use;
    await throttle.spend(throttle.addressKeys(sessions.addressOf(request)));
    const operatorId = ticket === undefined ? null : (await steps.find(sql, 'second_factor', ticket)).operatorId;
    const known = operatorId === null ? [] : await listPasskeys(sql, operatorId);
    const { options, challenge } = await passkeys.askToSignIn(known);
    const detail = { challenge, ...(ticket === undefined ? {} : { ticket }) };
    return { ticket: await steps.open(sql, 'passkey_sign_in', { operatorId, detail }), options };
  }

  async byPasskey({ ticket, response }: PasskeySignIn, http: Http): Promise<SignInAnswer> {
    const { sql, steps, passkeys, throttle, sessions, record } = this.use;
    const { operatorId, detail } = await steps.take(sql, 'passkey_sign_in', ticket);
    const { passkey, counter } = await passkeys.verifySignIn(sql, response, detail['challenge']!);
    const isAsked = operatorId === null || operatorId === passkey.operatorId;
    const keys = throttle.addressKeys(sessions.addressOf(http.request));
    const [account, answer] = await sql.transaction(async (tx) => {
      const locked = await lockAccount(tx, passkey.operatorId);
      if (!isAsked || counter === undefined || !locked?.isActive || !locked.isEnrolled) return [locked, undefined];
      if (!(await usePasskey(tx, passkey.id, counter))) return [locked, undefined];
      const password = detail['ticket'];
      if (password !== undefined) await steps.take(tx, 'second_factor', password);
      await throttle.succeed(tx, { keys, isLast: false });
      return [
        locked,
        await this.open(tx, locked, http, password === undefined ? { alone: 'passkey' } : { with: 'passkey' }),
      ];
    }, FOR_A_CALLER);
    if (answer !== undefined) return answer;
    await record.refused(http.request, { account, reason: 'passkey', isLast: false });
    throw passkeyRefused();
  }

  /** One that is refused for being too many at once was not looked at, so it does not count. */
  private async verify(password: string, account: Account | undefined, spent: Spent): Promise<boolean> {
    try {
      return await this.use.passwords.verify(password, account?.passwordHash ?? null);
    } catch (error) {
      await this.use.throttle.giveBack(spent);
      throw error;
    }
  }

  private async goOn(
    seen: Account,
    { password, spent, http }: { password: string; spent: Spent; http: Http },
  ): Promise<SignInAnswer> {
    const from = seen.passwordHash!;
    const to = isOutdated(from) ? await this.hashIfIdle(password) : undefined;
    return this.use.sql.transaction(async (tx) => {
      const account = await lockAccount(tx, seen.id);
      // Hashing takes its time: what was verified may have been changed meanwhile.
      if (account?.passwordHash !== from || !account.isActive) throw signInFailed();
      if (to !== undefined) await rehashPassword(tx, account.id, { from, to });
      await this.use.throttle.succeed(tx, spent);
      if (!account.isEnrolled) return this.open(tx, account, http, {});
      const ticket = await this.use.steps.open(tx, 'second_factor', { operatorId: account.id, detail: {} });
      return { kind: 'second_factor', ticket, methods: methodsOf(account) };
    }, FOR_A_CALLER);
  }

  /** Undefined when too many are hashed at this moment: the next sign-in will do. */
  private hashIfIdle(password: string): Promise<string | undefined> {
    return this.use.passwords.hash(password).catch(() => undefined);
  }

  private async byCode({ ticket }: CodeSignIn, http: Http, factor: CodeFactor): Promise<SignInAnswer> {
    const { sql, steps, throttle } = this.use;
    const { operatorId } = await steps.find(sql, 'second_factor', ticket);
    const spent = await throttle.spend(throttle.secondFactorKeys(operatorId!));
    const [account, answer] = await sql.transaction(async (tx) => {
      const locked = await lockAccount(tx, operatorId!);
      if (!locked?.isActive) throw new AppError('auth.ticket_expired');
      if (!(await factor.isRight(tx, locked))) return [locked, undefined];
      await steps.take(tx, 'second_factor', ticket);
      await throttle.succeed(tx, spent);
      return [locked, await this.open(tx, locked, http, { with: factor.name })];
    }, FOR_A_CALLER);
    if (answer !== undefined) return answer;
    await this.use.record.refused(http.request, { account, reason: factor.name, isLast: spent.isLast });
    throw new AppError('auth.code_wrong');
  }

  private async open(
    tx: Tx,
    account: Account,
    http: Http,
    how: { with?: SecondFactor; alone?: 'passkey' },
  ): Promise<SignInAnswer> {
    const method = how.alone ?? 'password';
    const sessionId = await this.use.sessions.open(tx, http, { operatorId: account.id, method });
    await this.use.record.signedIn(tx, http.request, { account, sessionId, method, secondFactor: how.with });
    return SIGNED_IN;
  }
}

interface CodeFactor {
  readonly name: 'totp' | 'recovery_code';
  /** Uses the code up when it is right. */
  isRight(tx: Tx, account: Account): Promise<boolean>;
}

/** Who may go on, or why nobody may. */
function judge(account: Account | undefined, isRight: boolean): Account | RefusalReason {
  if (account === undefined) return 'unknown';
  if (!isRight) return 'password';
  if (!account.isActive) return 'deactivated';
  // All factors are gone, and a password alone does not bring new ones: an administrator makes a link.
  return account.isEnrolled && methodsOf(account).length === 0 ? 'no_second_factor' : account;
}

function methodsOf(account: Account): SecondFactor[] {
  const { totpSealed, passkeys, recoveryCodesLeft } = account;
  if (totpSealed === null && passkeys === 0) return [];
  return [
    ...(passkeys > 0 ? (['passkey'] as const) : []),
    ...(mayUseTotp(account) ? (['totp'] as const) : []),
    ...(recoveryCodesLeft > 0 ? (['recovery_code'] as const) : []),
  ];
}

function signInFailed(): AppError {
  return new AppError('auth.sign_in_failed');
}
