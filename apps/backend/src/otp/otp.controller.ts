import { CheckRequest, CheckResponse, StartRequest, StartResponse, Verification } from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { callerOf, NeedsScope } from '../applications/api-key.guard.js';
import { KeyUsage } from '../applications/key-usage.js';
import { noteSubject, requestContext } from '../platform/log.js';
import { body, noBody } from '../platform/validation.js';
import { readIdempotencyKey } from './idempotency-key.js';
import { OtpService } from './otp.service.js';

/** The product's own door: one POST makes a code and sends it, one checks it. */
@Controller('v1/otp')
@ApiTags('Verifications')
@ApiBearerAuth()
export class OtpController {
  constructor(
    private readonly otp: OtpService,
    private readonly usage: KeyUsage,
  ) {}

  @Post()
  @NeedsScope('start')
  @ApiOperation({ operationId: 'startVerification', summary: 'Make a code and send it' })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Makes the request safe to repeat for 24 hours: the same body is answered as the first was, with its code, and sends nothing; another body is 422, one while the first is under way 409. A refused start leaves the key free.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  })
  @ApiCreatedResponse({
    description:
      'Accepted: the code exists and its message is on its way. A newer start ends an older one for the number.',
    standardSchema: StartResponse,
  })
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
    noteSubject(request, { verificationId: reply.id, messageId: reply.message.id });
    return reply;
  }

  @Post(':id/check')
  @HttpCode(200)
  @NeedsScope('check')
  @ApiOperation({ operationId: 'checkCode', summary: 'Check what the user typed' })
  @ApiOkResponse({
    description: 'The outcome, a wrong code included. At most one check of a verification is ever `approved`.',
    standardSchema: CheckResponse,
  })
  check(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(body(CheckRequest)) input: CheckRequest,
  ): Promise<CheckResponse> {
    const { application, keyId } = callerOf(request);
    this.usage.note(keyId, 0);
    noteSubject(request, { verificationId });
    return this.otp.check({ application, verificationId, code: input.code });
  }

  @Post(':id/resend')
  @NeedsScope('start')
  @ApiOperation({ operationId: 'resendCode', summary: 'Send the code again' })
  @ApiCreatedResponse({ description: 'Accepted: a new message is on its way', standardSchema: StartResponse })
  async resend(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<StartResponse> {
    const { application, keyId, mayReveal } = callerOf(request);
    noteSubject(request, { verificationId });
    const reply = await this.otp.resend({
      application,
      verificationId,
      mayReveal,
      acceptedAt: requestContext(request).startedAt,
    });
    this.usage.note(keyId, mayReveal ? 1 : 0);
    noteSubject(request, { verificationId: reply.id, messageId: reply.message.id });
    return reply;
  }

  @Get(':id')
  @NeedsScope('read')
  @ApiOperation({ operationId: 'readVerification', summary: 'Read a verification; never its code' })
  @ApiOkResponse({ description: 'The verification as it is now', standardSchema: Verification })
  read(@Req() request: FastifyRequest, @Param('id') verificationId: string): Promise<Verification> {
    noteSubject(request, { verificationId });
    return this.otp.read({ application: callerOf(request).application, verificationId });
  }

  @Delete(':id')
  @HttpCode(204)
  @NeedsScope('start')
  @ApiOperation({ operationId: 'cancelVerification', summary: 'Cancel: the code is worth nothing from now on' })
  @ApiNoContentResponse({ description: 'Cancelled, now or before' })
  cancel(
    @Req() request: FastifyRequest,
    @Param('id') verificationId: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    noteSubject(request, { verificationId });
    return this.otp.cancel({ application: callerOf(request).application, verificationId });
  }
}
