import type { SetupFinish, SetupOwner, SetupView } from '@codewire/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { changeApplication, isNameTaken } from '../applications/application-setup.js';
import { ApplicationStore } from '../applications/application.store.js';
import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql, type Tx } from '../database/sql.js';
import { AppError } from '../platform/app-error.js';
import type { Author } from '../platform/author.js';
import { newId } from '../platform/ids.js';
import type { SmsLanguages } from '../platform/ports.js';
import { authorAs } from '../platform/signed-in.js';
import { assertUnguessable, type Passwords } from './password.js';
import { hashToken, newSecretToken } from './secret-token.js';
import { readCookie, SESSION_COOKIE, setCookie, SETUP_COOKIE } from './session-cookie.js';
import type { Sessions } from './session.service.js';
import type { LiveSession, SessionStore } from './session.store.js';
import { hashSetupToken } from './setup-token.js';
import { claimSetup, finishSetup, nameOwner, readProgress, type Progress } from './setup.store.js';
import { changeTeam } from './team-lock.js';
import { insertOperator } from './team.store.js';

export interface SetupOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly sessions: Sessions;
  readonly sessionStore: SessionStore;
  readonly passwords: Passwords;
  readonly languages: SmsLanguages;
}

interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * The first run: whoever shows the token that the server printed becomes the owner. Where a browser stands is told from
 * its cookies and the rows, so that a reload loses nothing. There is no account before it, and no way in after it.
 */
export class Setup {
  constructor(private readonly use: SetupOptions) {}

  async view(request: FastifyRequest): Promise<SetupView> {
    const [progress, session] = await Promise.all([this.progressOf(request), this.sessionOf(request)]);
    const step = stepOf(progress, session);
    if (step === undefined) throw new AppError('setup.finished');
    if (step !== 'application') return { step, application: null, languages: [] };
    const application = await new ApplicationStore(this.use.sql).findApplication();
    return {
      step,
      application: application
        ? { id: application.id, name: application.name, default_language: application.defaultLanguage }
        : null,
      languages: this.languages(),
    };
  }

  async claim(token: string, { reply }: Http): Promise<void> {
    const claim = newSecretToken();
    if (!(await claimSetup(this.use.sql, hashSetupToken(token), claim.hash))) throw await this.refusal();
    setCookie(reply, SETUP_COOKIE, claim.token);
  }

  async makeOwner({ email, name, password }: SetupOwner, http: Http): Promise<void> {
    const claimHash = cookieHash(http.request, SETUP_COOKIE);
    // Hashing a password is dear, so nobody has one hashed who may not go on.
    if (claimHash === null || !(await this.progressOf(http.request)).isClaimed) throw await this.refusal();
    const { sql, auditLog, sessions, passwords } = this.use;
    await assertUnguessable(password, { email, name });
    const passwordHash = await passwords.hash(password);
    await changeTeam(sql, async (tx) => {
      const id = newId('opr');
      if (!(await nameOwner(tx, claimHash, id))) throw await this.refusal();
      const owner = { id, email, name, role: 'owner', applicationIds: [], passwordHash } as const;
      if (!(await insertOperator(tx, owner))) throw new AppError('operator.email_taken', { field: 'email' });
      await sessions.open(tx, http, { operatorId: id, method: 'setup' });
      await auditLog.append(tx, authorAs(owner, http.request, sessions.addressOf(http.request)), {
        action: 'operator.created',
        target: { kind: 'operator', id, name: email },
        after: { email, name, role: 'owner' },
      });
    });
  }

  /** Gives the first application its brand and its language; after it the first run is over for good. */
  async finish(author: Author, { name, default_language: defaultLanguage }: SetupFinish): Promise<void> {
    if (!this.languages().includes(defaultLanguage)) throw this.unknownLanguage();
    await this.use.sql.transaction(async (tx) => {
      if (!(await finishSetup(tx))) throw new AppError('setup.finished');
      const application = await this.nameFirstApplication(tx, { name, defaultLanguage });
      await this.use.auditLog.append(tx, author, {
        action: 'setup.finished',
        target: { kind: 'setup', id: 'setup', name: 'Codewire' },
        applicationId: application.id,
        before: { name: application.name, default_language: application.defaultLanguage },
        after: { name, default_language: defaultLanguage },
      });
    }, FOR_A_CALLER);
  }

  private async nameFirstApplication(tx: Tx, settings: { name: string; defaultLanguage: string }) {
    const first = await new ApplicationStore(tx).findApplication();
    if (first === undefined) throw new AppError('application.not_found');
    if (await isNameTaken(tx, settings.name, first.id)) throw new AppError('application.name_taken', { field: 'name' });
    await changeApplication(tx, first.id, settings);
    return first;
  }

  private progressOf(request: FastifyRequest): Promise<Progress> {
    return readProgress(this.use.sql, cookieHash(request, SETUP_COOKIE));
  }

  private async sessionOf(request: FastifyRequest): Promise<LiveSession | undefined> {
    const secretHash = cookieHash(request, SESSION_COOKIE);
    return secretHash === null ? undefined : this.use.sessionStore.find(secretHash);
  }

  /** The same words for a token that is wrong, over or tried too often: which it is, is of use to guessers only. */
  private async refusal(): Promise<AppError> {
    const { isOpen } = await readProgress(this.use.sql, null);
    return new AppError(isOpen ? 'setup.token_wrong' : 'setup.finished');
  }

  private languages(): string[] {
    return this.use.languages.locales().map(({ tag }) => tag);
  }

  private unknownLanguage(): AppError {
    const values = { options: this.languages().join(', ') };
    const field = 'default_language';
    return new AppError('request.invalid', { field, errors: [{ field, reason: 'not_one_of', values }] });
  }
}

/** Undefined where there is nothing left to do. */
function stepOf(progress: Progress, session: LiveSession | undefined): SetupView['step'] | undefined {
  if (progress.isFinished) return undefined;
  if (session?.role === 'owner' && session.isEnrolled) return 'application';
  if (!progress.isOpen) return undefined;
  if (session !== undefined && session.operatorId === progress.ownerId) return 'second_factor';
  return progress.isClaimed ? 'owner' : 'token';
}

function cookieHash(request: FastifyRequest, name: typeof SETUP_COOKIE | typeof SESSION_COOKIE): Buffer | null {
  const value = readCookie(request, name);
  return value === undefined ? null : hashToken(value);
}
