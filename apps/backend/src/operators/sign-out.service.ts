import type { AuditLog } from '../audit/audit-log.js';
import { FOR_A_CALLER, type Sql } from '../database/sql.js';
import { authorAs } from '../platform/signed-in.js';
import { hashToken } from './secret-token.js';
import { clearCookie, readCookie, SESSION_COOKIE } from './session-cookie.js';
import type { Sessions } from './session.service.js';
import { endSessionBySecret } from './session.store.js';
import type { Http } from './sign-in.service.js';

/** Going out: the session ends on the server, and the browser keeps neither the cookie nor a page. */
export class SignOut {
  constructor(
    private readonly sql: Sql,
    private readonly auditLog: AuditLog,
    private readonly sessions: Sessions,
  ) {}

  async end({ request, reply }: Http): Promise<void> {
    const secret = readCookie(request, SESSION_COOKIE);
    if (secret !== undefined) await this.endSession(request, hashToken(secret));
    clearCookie(reply, SESSION_COOKIE);
    void reply.header('clear-site-data', '"cache"');
  }

  private async endSession(request: Http['request'], secretHash: Buffer): Promise<void> {
    await this.sql.transaction(async (tx) => {
      const ended = await endSessionBySecret(tx, secretHash);
      if (ended === undefined) return;
      await this.auditLog.append(tx, authorAs(ended, request, this.sessions.addressOf(request)), {
        action: 'operator.signed_out',
        target: { kind: 'operator', id: ended.id, name: ended.email },
        after: { session: ended.sessionId },
      });
    }, FOR_A_CALLER);
  }
}
