import { CheckRequest, CheckResponse, Problem, StartRequest, StartResponse, Verification } from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiDefaultResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiKeyGuard, callerOf } from '../applications/api-key.guard.js';
import { KeyUsage } from '../applications/key-usage.js';
import { requestContext } from '../platform/log.js';
import { body, noBody } from '../platform/validation.js';
import { readIdempotencyKey } from './idempotency-key.js';
import { OtpService } from './otp.service.js';

/** The product's own door: one POST makes a code and sends it, one checks it. */
@Controller('v1/otp')
@UseGuards(ApiKeyGuard)
@ApiTags('Verifications')
@ApiBearerAuth()
@ApiDefaultResponse({ description: 'A refusal, RFC 9457', standardSchema: Problem })
export class OtpController {
  constructor(
    private readonly otp: OtpService,
    private readonly usage: KeyUsage,
  ) {}

  @Post()
  @ApiOperation({ operationId: 'startVerification', summary: 'Make a code and send it' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Up to 255 visible ASCII characters, kept 24 h' })
  @ApiCreatedResponse({ standardSchema: StartResponse })
  async start(@Req() request: FastifyRequest, @Body(body(StartRequest)) input: StartRequest): Promise<StartResponse> {
    const { application, keyId, mayReveal } = callerOf(request);
    const reply = await this.otp.start({
      application,
      request: input,
      mayReveal,
      idempotencyKey: readIdempotencyKey(request.headers['idempotency-key']),
      acceptedAt: requestContext(request).startedAt,
    });
    this.usage.note(keyId, mayReveal ? 1 : 0);
    return reply;
  }

  @Post(':id/check')
  @HttpCode(200)
  @ApiOperation({ operationId: 'checkCode', summary: 'Check what the user typed' })
  @ApiOkResponse({ standardSchema: CheckResponse })
  check(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(body(CheckRequest)) input: CheckRequest,
  ): Promise<CheckResponse> {
    const { application, keyId } = callerOf(request);
    this.usage.note(keyId, 0);
    return this.otp.check({ application, verificationId, code: input.code });
  }

  @Post(':id/resend')
  @ApiOperation({ operationId: 'resendCode', summary: 'Send the code again' })
  @ApiCreatedResponse({ standardSchema: StartResponse })
  async resend(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<StartResponse> {
    const { application, keyId, mayReveal } = callerOf(request);
    const reply = await this.otp.resend({
      application,
      verificationId,
      mayReveal,
      acceptedAt: requestContext(request).startedAt,
    });
    this.usage.note(keyId, mayReveal ? 1 : 0);
    return reply;
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readVerification', summary: 'Read a verification; never its code' })
  @ApiOkResponse({ standardSchema: Verification })
  read(@Req() request: FastifyRequest, @Param('id') verificationId: string): Promise<Verification> {
    return this.otp.read({ application: callerOf(request).application, verificationId });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'cancelVerification', summary: 'Cancel: the code is worth nothing from now on' })
  @ApiNoContentResponse()
  cancel(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    return this.otp.cancel({ application: callerOf(request).application, verificationId });
  }
}
