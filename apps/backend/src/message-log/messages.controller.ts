import { MessageDetail, MessagePage, MessageQuery } from '@codewire/contracts';
import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { callerOf, NeedsScope } from '../applications/api-key.guard.js';
import { KeyUsage } from '../applications/key-usage.js';
import { noteSubject } from '../platform/log.js';
import { query } from '../platform/validation.js';
import { MessageLog } from './message-log.service.js';

/** An application's own messages. */
@Controller('v1/messages')
@ApiTags('Messages')
@ApiBearerAuth()
export class MessagesController {
  constructor(
    private readonly log: MessageLog,
    private readonly usage: KeyUsage,
  ) {}

  @Get()
  @NeedsScope('read')
  @ApiOperation({ operationId: 'listMessages', summary: 'List messages, newest first' })
  @ApiOkResponse({
    description:
      'A page. One that is not full can still have a next: a filtered search answers with what it found in its time.',
    standardSchema: MessagePage,
  })
  list(@Req() request: FastifyRequest, @Query(query(MessageQuery)) search: MessageQuery): Promise<MessagePage> {
    const { application, keyId } = callerOf(request);
    this.usage.note(keyId, 0);
    return this.log.list([application.id], search);
  }

  @Get(':id')
  @NeedsScope('read')
  @ApiOperation({ operationId: 'readMessage', summary: 'Read a message with its attempts, receipts and timeline' })
  @ApiOkResponse({ description: 'The message as it is now', standardSchema: MessageDetail })
  read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MessageDetail> {
    const { application, keyId } = callerOf(request);
    this.usage.note(keyId, 0);
    noteSubject(request, { messageId: id });
    return this.log.read([application.id], id);
  }
}
