import {
  ApplicationChange,
  ApplicationCreate,
  KeyCreate,
  KeyRoll,
  type ApplicationDetail,
  type ApplicationList,
  type NewKey,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { authorOf, scopeOf } from '../platform/signed-in.js';
import { body, noBody } from '../platform/validation.js';
import { ApplicationDesk } from './application-desk.js';

/** Applications and their keys, for operators. */
@Controller('api/admin/applications')
export class AdminApplicationsController {
  constructor(private readonly desk: ApplicationDesk) {}

  @Get()
  @Permit('applications.read')
  list(@Req() request: FastifyRequest): Promise<ApplicationList> {
    return this.desk.list(scopeOf(request));
  }

  @Get(':id')
  @Permit('applications.read')
  read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<ApplicationDetail> {
    return this.desk.read(scopeOf(request), id);
  }

  @Post()
  @Permit('applications.write')
  create(
    @Req() request: FastifyRequest,
    @Body(body(ApplicationCreate)) input: ApplicationCreate,
  ): Promise<ApplicationDetail> {
    return this.desk.create(authorOf(request), input);
  }

  @Patch(':id')
  @Permit('applications.write')
  change(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(ApplicationChange)) input: ApplicationChange,
  ): Promise<ApplicationDetail> {
    return this.desk.change(scopeOf(request), authorOf(request), id, input);
  }

  @Post(':id/keys')
  @Permit('keys.write', { stepUp: true })
  createKey(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(KeyCreate)) input: KeyCreate,
  ): Promise<NewKey> {
    return this.desk.createKey(scopeOf(request), authorOf(request), id, input);
  }

  @Post(':id/keys/:key/roll')
  @Permit('keys.write', { stepUp: true })
  rollKey(
    @Req() request: FastifyRequest,
    @Param('id') applicationId: string,
    @Param('key') keyId: string,
    @Body(body(KeyRoll)) input: KeyRoll,
  ): Promise<NewKey> {
    return this.desk.rollKey(scopeOf(request), authorOf(request), { applicationId, keyId }, input.overlap_hours);
  }

  /** Without a fresh proof: who has found a key in the open must not look for his phone first. */
  @Delete(':id/keys/:key')
  @HttpCode(204)
  @Permit('keys.write')
  revokeKey(
    @Req() request: FastifyRequest,
    @Param('id') applicationId: string,
    @Param('key') keyId: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<void> {
    return this.desk.revokeKey(scopeOf(request), authorOf(request), { applicationId, keyId });
  }
}
