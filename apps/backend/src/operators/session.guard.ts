import { reachOf, rolesWith, type Permission } from '@codewire/contracts';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.js';
import { clientAddress } from '../platform/client-address.js';
import { isAdminRequest } from '../platform/doors.js';
import { accessOf, type Access } from '../platform/permit.js';
import { noteSignedIn } from '../platform/signed-in.js';
import { hashToken } from './secret-token.js';
import { readCookie, SESSION_COOKIE } from './session-cookie.js';
import type { LiveSession, SessionStore } from './session.store.js';

export interface SessionGuardOptions {
  readonly sessions: SessionStore;
  /** Reverse proxies before the console. */
  readonly proxies: number;
}

/**
 * Asks, on every route of the admin API, the table of sessions and the table of permissions. Nothing is cached: a
 * session that was ended, a role that was changed hold from the next request on, on every node.
 */
export class SessionGuard implements CanActivate {
  constructor(private readonly options: SessionGuardOptions) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isAdminRequest(request)) return true;
    const access = accessOf(context.getHandler());
    if (access?.kind === 'public') return true;
    if (access === undefined) throw new Error('an admin route without @Permit was served');
    return this.admit(request, access);
  }

  private async admit(request: FastifyRequest, access: Extract<Access, { kind: 'permission' }>): Promise<boolean> {
    const session = await this.sessionOf(request);
    if (session === undefined) throw new AppError('auth.not_signed_in');
    const isComplete = session.isEnrolled && session.meetsPolicy;
    if (!isComplete && access.duringEnrolment !== true) throw new AppError('auth.enrolment_needed');
    const reach = reachOf(session.role, access.permission);
    if (reach === undefined) throw deny(access.permission);
    // Who has no second factor yet could not confirm anything by it.
    if (access.stepUp === true && session.isEnrolled && !session.isFresh) {
      throw new AppError('auth.step_up_needed');
    }
    // A page that asks by itself while nobody is there keeps no session alive.
    if (session.isDueToBeSeen && request.headers['x-codewire-idle'] === undefined) {
      await this.options.sessions.see(session.sessionId);
    }
    noteSignedIn(request, {
      sessionId: session.sessionId,
      operator: {
        id: session.operatorId,
        email: session.email,
        name: session.name,
        role: session.role,
        applicationIds: session.applicationIds,
      },
      isEnrolled: session.isEnrolled,
      meetsPolicy: session.meetsPolicy,
      provenAt: session.provenAt,
      stepUpMinutes: session.stepUpMinutes,
      expiresAt: session.expiresAt,
      reach,
      address: clientAddress(request, this.options.proxies),
    });
    return true;
  }

  private async sessionOf(request: FastifyRequest): Promise<LiveSession | undefined> {
    const secret = readCookie(request, SESSION_COOKIE);
    return secret === undefined ? undefined : this.options.sessions.find(hashToken(secret));
  }
}

function deny(permission: Permission): AppError {
  return new AppError('auth.permission_denied', { values: { permission, roles: rolesWith(permission).join(', ') } });
}
