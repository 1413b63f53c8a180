import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/app-error.js';
import { requestContext } from '../platform/log.js';
import { CallerService, type Caller } from './caller.service.js';

const BEARER = /^Bearer ([\x21-\x7e]{1,200})$/i;
const callers = new WeakMap<object, Caller>();

/** Lets a request in whose `Authorization: Bearer` key is valid now. Keys in queries and cookies are not looked at. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(private readonly callerService: CallerService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const header = request.headers.authorization;
    if (header === undefined) throw new AppError('auth.missing_key');
    const key = BEARER.exec(header)?.[1];
    const caller = key === undefined ? undefined : await this.callerService.identify(key);
    if (caller === undefined) throw new AppError('auth.invalid_key');
    callers.set(request, caller);
    requestContext(request).applicationId = caller.application.id;
    return true;
  }
}

/** The caller that the guard let in. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = callers.get(request);
  if (caller === undefined) throw new Error('this route has no ApiKeyGuard');
  return caller;
}
