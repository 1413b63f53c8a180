import {
  MessageFilters,
  MessageSearch as MessageQuery,
  NumberFilterRequest,
  type MessageCount,
  type MessageHistogram,
  type MessageSearchPage,
  type NumberFilter,
} from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { body, query } from '../../platform/validation.js';
import { LiveMessages } from './live-messages.js';
import { MessageSearch } from './message-search.js';
import { NumberFilters } from './number-filters.js';

/** The messages of the applications that an operator may see, found by whatever the console can ask. */
@Controller('api/admin/messages')
export class AdminMessageSearchController {
  constructor(
    private readonly search: MessageSearch,
    private readonly live: LiveMessages,
    private readonly numbers: NumberFilters,
  ) {}

  @Get()
  @Permit('messages.read')
  list(@Req() request: FastifyRequest, @Query(query(MessageQuery)) asked: MessageQuery): Promise<MessageSearchPage> {
    return this.search.list(scopeOf(request), asked);
  }

  @Get('count')
  @Permit('messages.read')
  count(@Req() request: FastifyRequest, @Query(query(MessageFilters)) asked: MessageFilters): Promise<MessageCount> {
    return this.search.count(scopeOf(request), asked);
  }

  @Get('histogram')
  @Permit('messages.read')
  histogram(
    @Req() request: FastifyRequest,
    @Query(query(MessageFilters)) asked: MessageFilters,
  ): Promise<MessageHistogram> {
    return this.search.histogram(scopeOf(request), asked);
  }

  /** Server-sent events `messages`, each a LiveMessages. */
  @Get('live')
  @Permit('messages.read')
  async watch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query(query(MessageFilters)) asked: MessageFilters,
  ): Promise<void> {
    const wanted = await this.search.wanted(scopeOf(request), asked);
    void reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      .send(this.live.open(signedInOf(request).sessionId, wanted));
  }

  /** A number in a body becomes an id that may stand in a URL. */
  @Post('number-filters')
  @HttpCode(201)
  @Permit('messages.read')
  createNumberFilter(
    @Req() request: FastifyRequest,
    @Body(body(NumberFilterRequest)) asked: NumberFilterRequest,
  ): Promise<NumberFilter> {
    return this.numbers.create(authorOf(request), asked);
  }

  @Get('number-filters/:id')
  @Permit('messages.read')
  readNumberFilter(@Param('id') id: string): Promise<NumberFilter> {
    return this.numbers.read(id);
  }
}
