import { LinkAccept, LinkRead, type LinkAccepted, type LinkView } from '@codewire/contracts';
import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../platform/permit.js';
import { body } from '../platform/validation.js';
import { Links } from './link.service.js';

/** One-time links. Even a look at one is a POST: a token in a URL would end up in logs along the way. */
@Controller('api/admin/links')
export class LinkController {
  constructor(private readonly links: Links) {}

  @Post('read')
  @HttpCode(200)
  @Public()
  read(@Req() request: FastifyRequest, @Body(body(LinkRead)) { token }: LinkRead): Promise<LinkView> {
    return this.links.read(token, request);
  }

  @Post('accept')
  @HttpCode(200)
  @Public()
  accept(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(LinkAccept)) input: LinkAccept,
  ): Promise<LinkAccepted> {
    return this.links.accept(input, { request, reply });
  }
}
