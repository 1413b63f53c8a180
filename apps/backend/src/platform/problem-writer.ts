import type { Problem } from '@codewire/contracts';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from './app-error.js';
import { chooseLanguage, type Language } from './languages.js';
import { requestContext } from './log.js';
import { Metrics } from './metrics.js';
import { ProblemText } from './problem-text.js';

/** Answers a request with a refusal: RFC 9457, in the language of Accept-Language. */
@Injectable()
export class ProblemWriter {
  constructor(
    private readonly text: ProblemText,
    private readonly metrics: Metrics,
  ) {}

  write(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
    const context = requestContext(request);
    context.problem = error.code;
    this.metrics.problem(error.code);
    const language = chooseLanguage(request.headers['accept-language']);
    const problem = this.describe(error, context.id, language);
    if (problem.retry_after_seconds !== undefined) void reply.header('retry-after', problem.retry_after_seconds);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    void reply
      .code(problem.status)
      .headers({ 'content-language': language, vary: 'accept-language', 'cache-control': 'no-store' })
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }

  private describe({ code, definition, facts }: AppError, requestId: string, language: Language): Problem {
    const errors = (facts.errors ?? []).map((error) => ({
      field: error.field,
      detail: this.text.field(error, language),
    }));
    const retry = facts.retryAt === undefined ? {} : retryFacts(facts.retryAt);
    const values = {
      problems: errors.map(({ field, detail }) => (field === '' ? detail : `${field}: ${detail}`)).join('; '),
      ...(retry.retry_after_seconds === undefined ? {} : { seconds: retry.retry_after_seconds }),
      ...facts.values,
    };
    return {
      type: `urn:codewire:problem:${code}`,
      ...this.text.problem(code, values, language),
      status: definition.status,
      code,
      request_id: requestId,
      ...(facts.field ? { field: facts.field } : {}),
      ...(errors.length > 1 ? { errors } : {}),
      ...retry,
      ...facts.extra,
    };
  }
}

/** Rounded up: who waits as long as told is not refused again for a fraction of a second. */
function retryFacts(at: Date): { retry_after_seconds?: number; retry_at?: string } {
  const seconds = Math.max(1, Math.ceil((at.getTime() - Date.now()) / 1_000));
  return { retry_after_seconds: seconds, retry_at: at.toISOString() };
}
