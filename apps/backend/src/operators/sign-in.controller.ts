import {
  CodeSignIn,
  PasskeySignIn,
  PasskeySignInBegin,
  PasswordSignIn,
  type PasskeyOptions,
  type SignInAnswer,
} from '@codewire/contracts';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/permit.js';
import { body, noBody } from '../platform/validation.js';
import { SignIn } from './sign-in.service.js';
import { SignOut } from './sign-out.service.js';

/** Coming in and going out. */
@Controller('api/admin')
export class SignInController {
  constructor(
    private readonly signIn: SignIn,
    private readonly signOut: SignOut,
  ) {}

  @Post('sign-in/password')
  @HttpCode(200)
  @Public()
  byPassword(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(PasswordSignIn)) input: PasswordSignIn,
  ): Promise<SignInAnswer> {
    return this.signIn.byPassword(input, { request, reply });
  }

  @Post('sign-in/totp')
  @HttpCode(200)
  @Public()
  byTotp(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(CodeSignIn)) input: CodeSignIn,
  ): Promise<SignInAnswer> {
    return this.signIn.byTotp(input, { request, reply });
  }

  @Post('sign-in/recovery-code')
  @HttpCode(200)
  @Public()
  byRecoveryCode(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(CodeSignIn)) input: CodeSignIn,
  ): Promise<SignInAnswer> {
    return this.signIn.byRecoveryCode(input, { request, reply });
  }

  @Post('sign-in/passkey/options')
  @HttpCode(200)
  @Public()
  askPasskey(
    @Req() request: FastifyRequest,
    @Body(body(PasskeySignInBegin)) { ticket }: PasskeySignInBegin,
  ): Promise<PasskeyOptions> {
    return this.signIn.askPasskey(ticket, request);
  }

  @Post('sign-in/passkey')
  @HttpCode(200)
  @Public()
  byPasskey(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(PasskeySignIn)) input: PasskeySignIn,
  ): Promise<SignInAnswer> {
    return this.signIn.byPasskey(input, { request, reply });
  }

  /** For everyone: a session that is over already is signed out of all the same. */
  @Post('sign-out')
  @HttpCode(204)
  @Public()
  end(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    return this.signOut.end({ request, reply });
  }
}
