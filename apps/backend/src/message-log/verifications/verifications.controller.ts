import {
  GivenReason,
  VerificationFilters,
  VerificationSearch,
  type VerificationCount,
  type VerificationDetail,
  type VerificationHistogram,
  type VerificationSearchPage,
} from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { noteSubject } from '../../platform/log.js';
import { Permit } from '../../platform/permit.js';
import { VERIFICATION_DESK, type VerificationDesk } from '../../platform/ports.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { body, noBody, query } from '../../platform/validation.js';
import { VerificationLog } from './verification-log.js';

/** The verifications of the applications that an operator may see. */
@Controller('api/admin/verifications')
export class VerificationsController {
  constructor(
    private readonly log: VerificationLog,
    @Inject(VERIFICATION_DESK) private readonly desk: VerificationDesk,
  ) {}

  @Get()
  @Permit('messages.read')
  list(
    @Req() request: FastifyRequest,
    @Query(query(VerificationSearch)) search: VerificationSearch,
  ): Promise<VerificationSearchPage> {
    return this.log.list(scopeOf(request), search);
  }

  @Get('count')
  @Permit('messages.read')
  count(
    @Req() request: FastifyRequest,
    @Query(query(VerificationFilters)) filters: VerificationFilters,
  ): Promise<VerificationCount> {
    return this.log.count(scopeOf(request), filters);
  }

  @Get('histogram')
  @Permit('messages.read')
  histogram(
    @Req() request: FastifyRequest,
    @Query(query(VerificationFilters)) filters: VerificationFilters,
  ): Promise<VerificationHistogram> {
    return this.log.histogram(scopeOf(request), filters);
  }

  @Get(':id')
  @Permit('messages.read')
  read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<VerificationDetail> {
    noteSubject(request, { verificationId: id });
    return this.log.read(scopeOf(request), signedInOf(request).operator.role, id);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Permit('verifications.cancel')
  async cancel(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<VerificationDetail> {
    noteSubject(request, { verificationId: id });
    const scope = scopeOf(request);
    await this.desk.cancel({ author: authorOf(request), scope, verificationId: id });
    return this.log.read(scope, signedInOf(request).operator.role, id);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @Permit('verifications.resend')
  async resend(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(GivenReason)) { reason }: GivenReason,
  ): Promise<VerificationDetail> {
    noteSubject(request, { verificationId: id });
    const scope = scopeOf(request);
    await this.desk.resend({ author: authorOf(request), scope, verificationId: id, reason });
    return this.log.read(scope, signedInOf(request).operator.role, id);
  }
}
