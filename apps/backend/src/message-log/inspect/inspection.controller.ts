import type { MessageInspection, MessagePdus, RelatedMessages } from '@codewire/contracts';
import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { noteSubject } from '../../platform/log.js';
import { Permit } from '../../platform/permit.js';
import { scopeOf } from '../../platform/signed-in.js';
import { MessageInspector } from './message-inspector.js';

/** One message of the applications that an operator may see, as far as anyone knows. */
@Controller('api/admin/messages/:id')
export class InspectionController {
  constructor(private readonly inspector: MessageInspector) {}

  @Get()
  @Permit('messages.read')
  read(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MessageInspection> {
    noteSubject(request, { messageId: id });
    return this.inspector.read(scopeOf(request), id);
  }

  /** What went over the wire is the carriers' as much as the message's: their permission. */
  @Get('pdus')
  @Permit('carriers.trace')
  pdus(@Req() request: FastifyRequest, @Param('id') id: string): Promise<MessagePdus> {
    noteSubject(request, { messageId: id });
    return this.inspector.pdus(scopeOf(request), id);
  }

  @Get('related')
  @Permit('messages.read')
  related(@Req() request: FastifyRequest, @Param('id') id: string): Promise<RelatedMessages> {
    noteSubject(request, { messageId: id });
    return this.inspector.related(scopeOf(request), id);
  }
}
