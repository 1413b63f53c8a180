import {
  CheckRequest,
  HandsetRequest,
  TryRequest,
  type CheckResponse,
  type ConsoleContext,
  type HandsetInbox,
  type TryResponse,
} from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requestContext } from '../platform/log.js';
import { Permit } from '../platform/permit.js';
import { scopeOf } from '../platform/signed-in.js';
import { body } from '../platform/validation.js';
import { TryIt } from './try-it.service.js';

/** The console's first room. */
@Controller('api/admin')
export class TryItController {
  constructor(private readonly tryIt: TryIt) {}

  @Get('context')
  @Permit('console.read')
  context(@Req() request: FastifyRequest): Promise<ConsoleContext> {
    return this.tryIt.context(scopeOf(request));
  }

  @Post('try')
  @Permit('try.use')
  start(@Req() request: FastifyRequest, @Body(body(TryRequest)) input: TryRequest): Promise<TryResponse> {
    return this.tryIt.start(scopeOf(request), input, requestContext(request).startedAt);
  }

  @Post('try/:id/check')
  @HttpCode(200)
  @Permit('try.use')
  check(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(body(CheckRequest)) input: CheckRequest,
  ): Promise<CheckResponse> {
    return this.tryIt.check(scopeOf(request), verificationId, input.code);
  }

  @Post('try/:id/resend')
  @Permit('try.use')
  resend(@Req() request: FastifyRequest, @Param('id') verificationId: string): Promise<TryResponse> {
    return this.tryIt.resend(scopeOf(request), verificationId, requestContext(request).startedAt);
  }

  /** A read, by POST: a number in a URL would end up in logs along the way. */
  @Post('handset')
  @HttpCode(200)
  @Permit('try.use')
  handset(@Body(body(HandsetRequest)) input: HandsetRequest): Promise<HandsetInbox> {
    return this.tryIt.handset(input.number);
  }
}
