import {
  DraftChange,
  PublishRequest,
  VersionChoice,
  type TextDetail,
  type TextDiff,
  type VersionView,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readIfMatch, sendTagged } from '../../platform/entity-tag.js';
import { chooseLanguage } from '../../platform/languages.js';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf } from '../../platform/signed-in.js';
import { body, noBody } from '../../platform/validation.js';
import { TextDesk, type NamedText, type Reader, type TaggedText, type Writer } from './text-desk.js';

/** The texts of a template, one in each language, for operators. */
@Controller('api/admin/templates/:id/texts/:locale')
export class AdminTextsController {
  constructor(private readonly desk: TextDesk) {}

  @Get()
  @Permit('texts.read')
  async read(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() path: Path,
  ): Promise<TextDetail> {
    return answer(reply, await this.desk.read(readerOf(request), named(path)));
  }

  @Put('draft')
  @Permit('texts.write')
  async save(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() path: Path,
    @Body(body(DraftChange)) input: DraftChange,
  ): Promise<TextDetail> {
    return answer(reply, await this.desk.save(writerOf(request), named(path), input));
  }

  @Delete('draft')
  @Permit('texts.write')
  async discard(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() path: Path,
    @Body(noBody()) _nothing: unknown,
  ): Promise<TextDetail> {
    return answer(reply, await this.desk.discard(writerOf(request), named(path)));
  }

  @Post('publish')
  @HttpCode(200)
  @Permit('texts.publish')
  async publish(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() path: Path,
    @Body(body(PublishRequest)) input: PublishRequest,
  ): Promise<TextDetail> {
    return answer(reply, await this.desk.publish(writerOf(request), named(path), input));
  }

  @Post('revert')
  @HttpCode(200)
  @Permit('texts.publish')
  async revert(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() path: Path,
    @Body(body(VersionChoice)) { version }: VersionChoice,
  ): Promise<TextDetail> {
    return answer(reply, await this.desk.revert(writerOf(request), named(path), version));
  }

  @Post('sign-off')
  @HttpCode(200)
  @Permit('texts.publish')
  async signOff(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param() path: Path,
    @Body(body(VersionChoice)) { version }: VersionChoice,
  ): Promise<TextDetail> {
    return answer(reply, await this.desk.signOff(writerOf(request), named(path), version));
  }

  @Get('versions/:version')
  @Permit('texts.read')
  readVersion(
    @Req() request: FastifyRequest,
    @Param() path: Path,
    @Param('version') version: string,
  ): Promise<VersionView> {
    return this.desk.readVersion(scopeOf(request), named(path), version);
  }

  @Get('versions/:version/diff/:other')
  @Permit('texts.read')
  diff(
    @Req() request: FastifyRequest,
    @Param() path: Path,
    @Param('version') version: string,
    @Param('other') other: string,
  ): Promise<TextDiff> {
    return this.desk.diff(scopeOf(request), named(path), version, other);
  }
}

interface Path {
  readonly id: string;
  readonly locale: string;
}

const named = ({ id, locale }: Path): NamedText => ({ templateId: id, locale });

function readerOf(request: FastifyRequest): Reader {
  return { scope: scopeOf(request), language: chooseLanguage(request.headers['accept-language']) };
}

function writerOf(request: FastifyRequest): Writer {
  return { ...readerOf(request), author: authorOf(request), tag: readIfMatch(request) };
}

function answer(reply: FastifyReply, { tag, text }: TaggedText): TextDetail {
  sendTagged(reply, tag);
  return text;
}
