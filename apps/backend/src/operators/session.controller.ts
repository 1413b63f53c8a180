import { PasskeySignIn, TotpStepUp, type PasskeyOptions, type SessionView } from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { body, noBody } from '../platform/validation.js';
import { StepUp } from './step-up.service.js';

/** The session that is asked with: whose it is, what it may do, and proving it anew. */
@Controller('api/admin/session')
export class SessionController {
  constructor(private readonly stepUp: StepUp) {}

  @Get()
  @Permit('me.use', { duringEnrolment: true })
  view(@Req() request: FastifyRequest): Promise<SessionView> {
    return this.stepUp.view(request);
  }

  @Post('step-up/totp')
  @HttpCode(200)
  @Permit('me.use')
  byTotp(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(TotpStepUp)) { code }: TotpStepUp,
  ): Promise<SessionView> {
    return this.stepUp.byTotp(code, { request, reply });
  }

  @Post('step-up/passkey/options')
  @HttpCode(200)
  @Permit('me.use')
  askPasskey(@Req() request: FastifyRequest, @Body(noBody()) _nothing: unknown): Promise<PasskeyOptions> {
    return this.stepUp.askPasskey(request);
  }

  @Post('step-up/passkey')
  @HttpCode(200)
  @Permit('me.use')
  byPasskey(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(PasskeySignIn)) input: PasskeySignIn,
  ): Promise<SessionView> {
    return this.stepUp.byPasskey(input, { request, reply });
  }
}
