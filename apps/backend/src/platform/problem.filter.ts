import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from './app-error.js';
import { Log } from './log.js';
import type { MethodTable } from './method-table.js';
import { ProblemWriter } from './problem-writer.js';
import { refusalOf } from './refusal.js';

export interface ProblemFilterOptions {
  readonly writer: ProblemWriter;
  readonly log: Log;
  readonly methods: MethodTable;
  readonly isUnavailable: (error: unknown) => boolean;
}

/** The one edge where whatever was thrown becomes an answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly options: ProblemFilterOptions) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { error, isFault } = refusalOf(thrown, this.options.isUnavailable);
    if (isFault) this.options.log.fault(error.code, error.cause ?? error);
    if (reply.sent) return;
    this.options.writer.write(request, reply, this.forMethod(error, request, reply));
  }

  /** A path that exists under another method is 405 with Allow (RFC 9110 15.5.6), not 404. */
  private forMethod(error: AppError, request: FastifyRequest, reply: FastifyReply): AppError {
    if (error.code !== 'request.not_found') return error;
    const allowed = this.options.methods.allowedFor(request);
    if (allowed.length === 0 || allowed.includes(request.method)) return error;
    void reply.header('allow', allowed.join(', '));
    return new AppError('request.method_not_allowed', {
      values: { method: request.method, allowed: allowed.join(', ') },
    });
  }
}
