import { MessageQuery, type MessageDetail, type MessagePage } from '@codewire/contracts';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Permit } from '../platform/permit.js';
import { query } from '../platform/validation.js';
import { MessageLog } from './message-log.service.js';

/** Every application's messages, for operators. */
@Controller('api/admin/messages')
export class AdminMessagesController {
  constructor(private readonly log: MessageLog) {}

  @Get()
  @Permit('messages.read')
  list(@Query(query(MessageQuery)) search: MessageQuery): Promise<MessagePage> {
    return this.log.list(null, search);
  }

  @Get(':id')
  @Permit('messages.read')
  read(@Param('id') id: string): Promise<MessageDetail> {
    return this.log.read(null, id);
  }
}
