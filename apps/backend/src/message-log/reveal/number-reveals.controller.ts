import { GivenReason, type RevealedNumber } from '@codewire/contracts';
import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { body } from '../../platform/validation.js';
import type { RevealTarget } from './number-reveal.store.js';
import { NumberReveals } from './number-reveals.js';

/** Numbers in full, for those who have to call or compare them. Never cached, like every answer here. */
@Controller('api/admin')
export class NumberRevealsController {
  constructor(private readonly reveals: NumberReveals) {}

  @Post('messages/:id/reveal')
  @HttpCode(200)
  @Permit('numbers.reveal', { stepUp: true })
  ofMessage(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(GivenReason)) { reason }: GivenReason,
  ): Promise<RevealedNumber> {
    return this.reveal(request, 'message', id, reason);
  }

  @Post('verifications/:id/reveal')
  @HttpCode(200)
  @Permit('numbers.reveal', { stepUp: true })
  ofVerification(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(GivenReason)) { reason }: GivenReason,
  ): Promise<RevealedNumber> {
    return this.reveal(request, 'verification', id, reason);
  }

  private reveal(request: FastifyRequest, kind: RevealTarget, id: string, reason: string): Promise<RevealedNumber> {
    const { operator } = signedInOf(request);
    return this.reveals.reveal({
      kind,
      id,
      reason,
      operatorId: operator.id,
      scope: scopeOf(request),
      author: authorOf(request),
    });
  }
}
