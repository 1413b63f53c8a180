import type { KeyScope } from '@codewire/contracts';
import {
  applyDecorators,
  Inject,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../config/config.js';
import { AppError } from '../platform/app-error.js';
import { clientAddress } from '../platform/client-address.js';
import { requestContext } from '../platform/log.js';
import { CallerService, type Caller } from './caller.service.js';
import { declareScope, KeyRoutes } from './key-routes.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;
const callers = new WeakMap<object, Caller>();

/**
 * Lets a request in whose `Authorization: Bearer` key is valid now, may be used from where it comes, and has the scope
 * of what it asks for. Keys in queries and cookies are not looked at, and neither is an operator's session.
 */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  private readonly proxies: number;

  constructor(
    private readonly callerService: CallerService,
    private readonly routes: KeyRoutes,
    @Inject(CONFIG) { api }: Config,
  ) {
    this.proxies = api.proxies;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers.authorization;
    if (header === undefined) throw new AppError('auth.missing_key');
    const key = BEARER.exec(header)?.[1];
    const caller = key === undefined ? undefined : await this.callerService.identify(key);
    if (caller === undefined) throw new AppError('auth.invalid_key');
    // Told before it may be refused: whose key is used from elsewhere is what the log is asked for.
    requestContext(request).applicationId = caller.application.id;
    this.assertAllowed(caller, request, context);
    callers.set(request, caller);
    return true;
  }

  private assertAllowed({ addresses, scopes }: Caller, request: FastifyRequest, context: ExecutionContext): void {
    if (addresses !== undefined && !addresses.has(clientAddress(request, this.proxies))) {
      throw new AppError('auth.address_not_allowed');
    }
    const scope = this.routes.scopeOf(context.getHandler());
    if (!scopes.includes(scope)) throw new AppError('auth.scope_missing', { values: { scope } });
  }
}

/** Lets in who has a key with this scope. On every handler of /v1: the boot fails where it is missing. */
export const NeedsScope = (scope: KeyScope) => applyDecorators(declareScope(scope), UseGuards(ApiKeyGuard));

/** The caller that the guard let in. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('this route has no @NeedsScope');
  return caller;
}
