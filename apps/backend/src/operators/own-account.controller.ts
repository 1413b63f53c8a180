import {
  PasskeyAdd,
  PasswordChange,
  ProfileChange,
  TotpConfirm,
  type FactorAdded,
  type PasskeyOptions,
  type Profile,
  type TotpBegun,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { body, noBody } from '../platform/validation.js';
import { OwnAccount } from './own-account.service.js';
import { OwnFactors } from './own-factors.service.js';

/** One's own account. What others may do to it is the team's. */
@Controller('api/admin/me')
export class OwnAccountController {
  constructor(
    private readonly account: OwnAccount,
    private readonly factors: OwnFactors,
  ) {}

  @Get()
  @Permit('me.use', { duringEnrolment: true })
  profile(@Req() request: FastifyRequest): Promise<Profile> {
    return this.account.profile(request);
  }

  @Patch()
  @Permit('me.use')
  rename(@Req() request: FastifyRequest, @Body(body(ProfileChange)) { name }: ProfileChange): Promise<Profile> {
    return this.account.rename(name, request);
  }

  @Post('password')
  @HttpCode(204)
  @Permit('me.use', { stepUp: true })
  changePassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(PasswordChange)) input: PasswordChange,
  ): Promise<void> {
    return this.account.changePassword(input, { request, reply });
  }

  @Post('totp')
  @HttpCode(200)
  @Permit('me.use', { stepUp: true, duringEnrolment: true })
  beginTotp(@Req() request: FastifyRequest, @Body(noBody()) _nothing: unknown): Promise<TotpBegun> {
    return this.factors.beginTotp(request);
  }

  @Post('totp/confirm')
  @HttpCode(200)
  @Permit('me.use', { stepUp: true, duringEnrolment: true })
  confirmTotp(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(TotpConfirm)) input: TotpConfirm,
  ): Promise<FactorAdded> {
    return this.factors.confirmTotp(input, { request, reply });
  }

  @Delete('totp')
  @HttpCode(204)
  @Permit('me.use', { stepUp: true })
  removeTotp(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.factors.removeTotp({ request, reply });
  }

  @Post('passkeys/options')
  @HttpCode(200)
  @Permit('me.use', { stepUp: true, duringEnrolment: true })
  askPasskey(@Req() request: FastifyRequest, @Body(noBody()) _nothing: unknown): Promise<PasskeyOptions> {
    return this.factors.askPasskey(request);
  }

  @Post('passkeys')
  @HttpCode(200)
  @Permit('me.use', { stepUp: true, duringEnrolment: true })
  addPasskey(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(PasskeyAdd)) input: PasskeyAdd,
  ): Promise<FactorAdded> {
    return this.factors.addPasskey(input, { request, reply });
  }

  @Delete('passkeys/:id')
  @HttpCode(204)
  @Permit('me.use', { stepUp: true })
  removePasskey(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    return this.factors.removePasskey(id, { request, reply });
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @Permit('me.use', { stepUp: true })
  makeRecoveryCodes(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(noBody()) _nothing: unknown,
  ): Promise<FactorAdded> {
    return this.factors.makeRecoveryCodes({ request, reply });
  }

  @Delete('sessions/:id')
  @HttpCode(204)
  @Permit('me.use')
  endSession(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<void> {
    return this.account.endOne(id, { request, reply });
  }

  @Delete('sessions')
  @HttpCode(204)
  @Permit('me.use')
  endOtherSessions(@Req() request: FastifyRequest): Promise<void> {
    return this.account.endOthers(request);
  }
}
