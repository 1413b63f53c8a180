import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Tx } from '../database/sql.js';
import { clientAddress } from '../platform/client-address.js';
import { newId } from '../platform/ids.js';
import { describeDevice } from './device.js';
import { hashToken, newSecretToken } from './secret-token.js';
import { readCookie, SESSION_COOKIE, setCookie } from './session-cookie.js';
import type { SessionEntity } from './session.entity.js';
import { endSessionBySecret, insertSession, proveSession, renewSession } from './session.store.js';

/** Opens sessions and renews their secrets; the cookie goes out with the answer of the same request. */
export class Sessions {
  /** `proxies`: reverse proxies before the console. */
  constructor(private readonly proxies: number) {}

  /**
   * A session always begins with a secret of its own making: one that a visitor brings along is never taken over. What it
   * stood for ends, for nobody has its cookie any more.
   */
  async open(
    tx: Tx,
    http: { readonly request: FastifyRequest; readonly reply: FastifyReply },
    { operatorId, method }: Pick<SessionEntity, 'operatorId' | 'method'>,
  ): Promise<string> {
    const { token, hash } = newSecretToken();
    const id = newId('ses');
    await insertSession(tx, {
      id,
      secretHash: hash,
      operatorId,
      method,
      device: describeDevice(http.request.headers['user-agent']),
      address: this.addressOf(http.request),
    });
    const brought = readCookie(http.request, SESSION_COOKIE);
    if (brought !== undefined) await endSessionBySecret(tx, hashToken(brought));
    setCookie(http.reply, SESSION_COOKIE, token);
    return id;
  }

  /** Where a browser asks from. */
  addressOf(request: FastifyRequest): string {
    return clientAddress(request, this.proxies);
  }

  /** Notes a fresh proof: the session goes on under another secret. False when it has ended meanwhile. */
  prove(tx: Tx, reply: FastifyReply, sessionId: string): Promise<boolean> {
    return this.goOn(tx, reply, sessionId, proveSession);
  }

  /** The session goes on under another secret, its proof no fresher than before. False when it has ended meanwhile. */
  renew(tx: Tx, reply: FastifyReply, sessionId: string): Promise<boolean> {
    return this.goOn(tx, reply, sessionId, renewSession);
  }

  private async goOn(tx: Tx, reply: FastifyReply, sessionId: string, write: typeof renewSession): Promise<boolean> {
    const { token, hash } = newSecretToken();
    const isAlive = await write(tx, sessionId, hash);
    if (isAlive) setCookie(reply, SESSION_COOKIE, token);
    return isAlive;
  }
}
