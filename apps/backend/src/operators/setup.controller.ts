import { SetupClaim, SetupFinish, SetupOwner, type SetupView } from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit, Public } from '../platform/permit.js';
import { authorOf } from '../platform/signed-in.js';
import { body } from '../platform/validation.js';
import { Setup } from './setup.service.js';

/** The page of the first run. It guards itself: by the token, by the cookie that the token earns, by the session. */
@Controller('api/admin/setup')
export class SetupController {
  constructor(private readonly setup: Setup) {}

  @Get()
  @Public()
  view(@Req() request: FastifyRequest): Promise<SetupView> {
    return this.setup.view(request);
  }

  @Post('claim')
  @HttpCode(204)
  @Public()
  claim(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(SetupClaim)) { token }: SetupClaim,
  ): Promise<void> {
    return this.setup.claim(token, { request, reply });
  }

  @Post('owner')
  @HttpCode(204)
  @Public()
  makeOwner(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(SetupOwner)) input: SetupOwner,
  ): Promise<void> {
    return this.setup.makeOwner(input, { request, reply });
  }

  @Post('finish')
  @HttpCode(204)
  @Permit('owners.manage')
  finish(@Req() request: FastifyRequest, @Body(body(SetupFinish)) input: SetupFinish): Promise<void> {
    return this.setup.finish(authorOf(request), input);
  }
}
