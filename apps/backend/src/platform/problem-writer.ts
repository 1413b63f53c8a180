import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppError } from './app-error.js';
import { chooseLanguage } from './languages.js';
import { requestContext } from './log.js';
import { Metrics } from './metrics.js';
import { describeProblem, problemHeaders } from './problem.js';
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
    const problem = describeProblem(error, { text: this.text, language, requestId: context.id, now: new Date() });
    void reply
      .code(problem.status)
      .headers({ 'content-language': language, vary: 'accept-language', 'cache-control': 'no-store' })
      .headers(problemHeaders(problem, error.facts))
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }
}
