import { MessageDetail, MessagePage, MessageQuery, Problem } from '@codewire/contracts';
import { Controller, Get, Param, Query, Req, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiDefaultResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiKeyGuard, callerOf } from '../applications/api-key.guard.js';
import { KeyUsage } from '../applications/key-usage.js';
import { query } from '../platform/validation.js';
import { MessageLog } from './message-log.service.js';

/** An application's own messages. */
@Controller('v1/messages')
@UseGuards(ApiKeyGuard)
@ApiTags('Messages')
@ApiBearerAuth()
@ApiDefaultResponse({ description: 'A refusal, RFC 9457', standardSchema: Problem })
export class MessagesController {
  constructor(
    private readonly log: MessageLog,
    private readonly usage: KeyUsage,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listMessages', summary: 'List messages, newest first' })
  @ApiOkResponse({ standardSchema: MessagePage })
  list(@Req() request: FastifyRequest, @Query(query(MessageQuery)) search: MessageQuery): Promise<MessagePage> {
    const { application, keyId } = callerOf(request);
    this.usage.note(keyId, 0);
    return this.log.list(application.id, search);
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readMessage', summary: 'Read a message with its attempts, receipts and timeline' })
  @ApiOkResponse({ standardSchema: MessageDetail })
  read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MessageDetail> {
    const { application, keyId } = callerOf(request);
    this.usage.note(keyId, 0);
    return this.log.read(application.id, id);
  }
}
