import {
  LocaleChange,
  LocaleCreate,
  LocaleQuestion,
  type LocaleAnswer,
  type LocaleList,
  type LocaleView,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readIfMatch, sendTagged } from '../../platform/entity-tag.js';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf } from '../../platform/signed-in.js';
import { body, noBody } from '../../platform/validation.js';
import { LocaleDesk } from './locale-desk.js';

/** The languages that messages are written in, for operators. */
@Controller('api/admin/locales')
export class AdminLocalesController {
  constructor(private readonly desk: LocaleDesk) {}

  @Get()
  @Permit('texts.read')
  list(): Promise<LocaleList> {
    return this.desk.list();
  }

  @Post()
  @Permit('locales.write')
  async create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(LocaleCreate)) input: LocaleCreate,
  ): Promise<LocaleView> {
    return tagged(reply, await this.desk.create(authorOf(request), input));
  }

  @Post('match')
  @HttpCode(200)
  @Permit('texts.read')
  match(@Req() request: FastifyRequest, @Body(body(LocaleQuestion)) question: LocaleQuestion): Promise<LocaleAnswer> {
    return this.desk.match(scopeOf(request), question);
  }

  @Patch(':tag')
  @Permit('locales.write')
  async change(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('tag') tag: string,
    @Body(body(LocaleChange)) input: LocaleChange,
  ): Promise<LocaleView> {
    const seen = { tag, version: readIfMatch(request) };
    return tagged(reply, await this.desk.change(authorOf(request), seen, input));
  }

  @Delete(':tag')
  @HttpCode(204)
  @Permit('locales.write')
  delete(@Req() request: FastifyRequest, @Param('tag') tag: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.desk.delete(authorOf(request), { tag, version: readIfMatch(request) });
  }
}

function tagged(reply: FastifyReply, locale: LocaleView): LocaleView {
  sendTagged(reply, locale.version);
  return locale;
}
