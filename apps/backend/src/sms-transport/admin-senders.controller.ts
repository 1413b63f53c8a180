import { SenderCreate, type SenderList, type SenderRule } from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { authorOf } from '../platform/signed-in.js';
import { body, noBody } from '../platform/validation.js';
import { SenderDesk } from './sender-desk.js';

/** Senders per application, country and carrier, for operators. */
@Controller('api/admin/senders')
export class AdminSendersController {
  constructor(private readonly desk: SenderDesk) {}

  @Get()
  @Permit('routes.read')
  list(): Promise<SenderList> {
    return this.desk.list();
  }

  @Post()
  @Permit('routes.write')
  create(@Req() request: FastifyRequest, @Body(body(SenderCreate)) input: SenderCreate): Promise<SenderRule> {
    return this.desk.create(authorOf(request), input);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('routes.write')
  delete(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.desk.delete(authorOf(request), id);
  }
}
