import type { LinkAccept, LinkAccepted, LinkView } from '@codewire/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AuditLog } from '../audit/audit-log.js';
import type { Sql, Tx } from '../database/sql.js';
import { AppError, type FieldReason } from '../platform/app-error.js';
import { isId, newId } from '../platform/ids.js';
import { authorAs } from '../platform/signed-in.js';
import type { AttemptThrottle } from './attempt-throttle.js';
import { findOpenLink, spendLink, type OpenLink } from './link.store.js';
import { assertUnguessable, type Passwords } from './password.js';
import { hashToken } from './secret-token.js';
import type { Sessions } from './session.service.js';
import { finishSetup } from './setup.store.js';
import { changeTeam } from './team-lock.js';
import { endEverything } from './team-reset.js';
import { rolesGivenBy } from './team-rules.js';
import { forgetFactors, insertOperator, setPassword } from './team.store.js';

export interface LinksOptions {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly throttle: AttemptThrottle;
}

interface Http {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** An acceptance whose link has been spent. */
interface Acceptance {
  readonly link: OpenLink;
  readonly name: string;
  readonly passwordHash: string;
  readonly http: Http;
}

/** What one-time links open. One that was used, withdrawn, has run out or never was is refused with the same words. */
export class Links {
  constructor(private readonly use: LinksOptions) {}

  async read(token: string, request: FastifyRequest): Promise<LinkView> {
    const { kind, email, role, expiresAt } = await this.find(token, request);
    return { kind, email, role, expires_at: expiresAt.toISOString() };
  }

  async accept({ token, name: given, password }: LinkAccept, http: Http): Promise<LinkAccepted> {
    const { email, operator } = await this.find(token, http.request);
    const name = operator === null ? given : operator.name;
    if (name === undefined) throw wrongName('missing');
    if (operator !== null && given !== undefined) throw wrongName('unknown');
    const { sql, passwords } = this.use;
    await assertUnguessable(password, { email, name });
    const passwordHash = await passwords.hash(password);
    return changeTeam(sql, async (tx) => {
      const link = usable(await spendLink(tx, hashToken(token)));
      const acceptance = { link, name, passwordHash, http };
      return link.kind === 'invitation' ? this.join(tx, acceptance) : this.comeBack(tx, acceptance);
    });
  }

  private async find(token: string, request: FastifyRequest): Promise<OpenLink> {
    const { sql, throttle, sessions } = this.use;
    const spent = await throttle.spend(throttle.addressKeys(sessions.addressOf(request)));
    const link = usable(await findOpenLink(sql, hashToken(token)));
    await throttle.giveBack(spent);
    return link;
  }

  private async join(tx: Tx, { link, name, passwordHash, http }: Acceptance): Promise<LinkAccepted> {
    const { email, role, applicationIds } = link;
    if (role === null) throw new Error('an invitation gives a role');
    const id = newId('opr');
    const isNew = await insertOperator(tx, { id, email, name, role, applicationIds, passwordHash });
    if (!isNew) throw new AppError('link.invalid');
    await this.use.sessions.open(tx, http, { operatorId: id, method: 'link' });
    await this.use.auditLog.append(tx, this.authorOf({ id, name, email }, http), {
      action: 'operator.created',
      target: { kind: 'operator', id, name: email },
      after: { email, name, role, application_ids: applicationIds, invitation: link.id, invited_by: link.createdBy },
    });
    return { kind: 'signed_in' };
  }

  private async comeBack(tx: Tx, { link, passwordHash, http }: Acceptance): Promise<LinkAccepted> {
    const { operator, kind, email } = link;
    if (operator === null) throw new Error('a reset is for somebody');
    const { id, name, role } = operator;
    await setPassword(tx, id, passwordHash);
    const ended = await endEverything(tx, id);
    const isWhole = kind === 'access';
    if (isWhole) {
      await forgetFactors(tx, id);
      // Nobody may be an owner with a second factor now, and still the first run is over.
      if (role === 'owner') await finishSetup(tx);
      await this.use.sessions.open(tx, http, { operatorId: id, method: 'link' });
    }
    await this.use.auditLog.append(tx, this.authorOf({ id, name, email }, http), {
      action: isWhole ? 'operator.changed' : 'operator.password_changed',
      target: { kind: 'operator', id, name: email },
      after: { password: 'changed', ...(isWhole && { second_factors: 'removed' }), link: link.id, ...ended },
    });
    return { kind: isWhole ? 'signed_in' : 'sign_in' };
  }

  private authorOf(operator: { id: string; name: string; email: string }, { request }: Http) {
    return authorAs(operator, request, this.use.sessions.addressOf(request));
  }
}

/** A link gives nothing that its author could not give now; commands are run by those who have the whole system. */
function usable(link: OpenLink | undefined): OpenLink {
  if (link === undefined) throw new AppError('link.invalid');
  const given = link.role ?? link.operator?.role;
  const isOfOperator = isId('opr', link.createdBy);
  if (isOfOperator && !rolesGivenBy(link.authorRole).some((role) => role === given)) throw new AppError('link.invalid');
  return link;
}

function wrongName(reason: FieldReason): AppError {
  return new AppError('request.invalid', { field: 'name', errors: [{ field: 'name', reason }] });
}
