import { TemplateChange, TemplateCreate, type TemplateDetail, type TemplateList } from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readIfMatch, sendTagged } from '../../platform/entity-tag.js';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf } from '../../platform/signed-in.js';
import { body, noBody } from '../../platform/validation.js';
import { TemplateDesk } from './template-desk.js';

/** What texts are for, and whose they are, for operators. */
@Controller('api/admin/templates')
export class AdminTemplatesController {
  constructor(private readonly desk: TemplateDesk) {}

  @Get()
  @Permit('texts.read')
  list(@Req() request: FastifyRequest): Promise<TemplateList> {
    return this.desk.list(scopeOf(request));
  }

  @Post()
  @Permit('texts.write')
  async create(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Body(body(TemplateCreate)) input: TemplateCreate,
  ): Promise<TemplateDetail> {
    return tagged(reply, await this.desk.create(authorOf(request), input));
  }

  @Get(':id')
  @Permit('texts.read')
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
  ): Promise<TemplateDetail> {
    return tagged(reply, await this.desk.read(scopeOf(request), id));
  }

  @Patch(':id')
  @Permit('texts.write')
  async change(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('id') id: string,
    @Body(body(TemplateChange)) input: TemplateChange,
  ): Promise<TemplateDetail> {
    const seen = { id, version: readIfMatch(request) };
    return tagged(reply, await this.desk.change(scopeOf(request), authorOf(request), seen, input));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('texts.write')
  archive(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    const seen = { id, version: readIfMatch(request) };
    return this.desk.archive(scopeOf(request), authorOf(request), seen);
  }
}

function tagged(reply: FastifyReply, template: TemplateDetail): TemplateDetail {
  sendTagged(reply, template.version);
  return template;
}
