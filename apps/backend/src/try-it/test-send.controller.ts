import { OwnPhoneCheck, OwnPhoneRequest, TestSend, type CheckResponse, type TryResponse } from '@codewire/contracts';
import { Body, Controller, Delete, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { requestContext } from '../platform/log.js';
import { Permit } from '../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../platform/signed-in.js';
import { body, noBody } from '../platform/validation.js';
import { OwnNumber } from './own-number.js';
import { TestSends } from './test-send.js';

/** Texts that are tried on a phone, and the phone that is one's own. */
@Controller('api/admin')
export class TestSendController {
  constructor(
    private readonly ownNumber: OwnNumber,
    private readonly testSends: TestSends,
  ) {}

  @Post('templates/:id/texts/:locale/test')
  @Permit('texts.write')
  send(
    @Req() request: FastifyRequest,
    @Param('id') templateId: string,
    @Param('locale') locale: string,
    @Body(body(TestSend)) input: TestSend,
  ): Promise<TryResponse> {
    const owner = { ...ownerOf(request), author: authorOf(request) };
    return this.testSends.send(owner, { templateId, locale }, input, requestContext(request).startedAt);
  }

  @Post('me/phone')
  @Permit('texts.write')
  begin(@Req() request: FastifyRequest, @Body(body(OwnPhoneRequest)) input: OwnPhoneRequest): Promise<TryResponse> {
    return this.ownNumber.begin(ownerOf(request), authorOf(request), input, requestContext(request).startedAt);
  }

  @Post('me/phone/check')
  @HttpCode(200)
  @Permit('texts.write')
  check(@Req() request: FastifyRequest, @Body(body(OwnPhoneCheck)) input: OwnPhoneCheck): Promise<CheckResponse> {
    return this.ownNumber.check(ownerOf(request), authorOf(request), input);
  }

  @Delete('me/phone')
  @HttpCode(204)
  @Permit('me.use')
  forget(@Req() request: FastifyRequest, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.ownNumber.forget(signedInOf(request).operator, authorOf(request));
  }
}

function ownerOf(request: FastifyRequest) {
  return { operator: signedInOf(request).operator, scope: scopeOf(request) };
}
