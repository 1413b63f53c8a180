import { MessageQuery, type MessageDetail, type MessagePage } from '@codewire/contracts';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { scopeOf } from '../platform/signed-in.js';
import { query } from '../platform/validation.js';
import { MessageLog } from './message-log.service.js';

/** The messages of the applications that an operator may see. */
@Controller('api/admin/messages')
export class AdminMessagesController {
  constructor(private readonly log: MessageLog) {}

  @Get()
  @Permit('messages.read')
  list(@Req() request: FastifyRequest, @Query(query(MessageQuery)) search: MessageQuery): Promise<MessagePage> {
    return this.log.list(scopeOf(request), search);
  }

  @Get(':id')
  @Permit('messages.read')
  read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MessageDetail> {
    return this.log.read(scopeOf(request), id);
  }
}
