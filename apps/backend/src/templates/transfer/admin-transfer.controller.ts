import {
  ImportRequest,
  reachOf,
  rolesWith,
  type ImportOutcome,
  type Permission,
  type TextsDocument,
} from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/app-error.js';
import { BodyLimit } from '../../platform/body-limit.js';
import { chooseLanguage } from '../../platform/languages.js';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { body } from '../../platform/validation.js';
import { TransferDesk } from './transfer-desk.js';

/** A hundred languages, three purposes and a few applications with texts of their own. */
const DOCUMENT_BYTES = 2 * 1_024 * 1_024;

/** All texts as one document, for operators. */
@Controller('api/admin/templates')
export class AdminTransferController {
  constructor(private readonly desk: TransferDesk) {}

  @Get('export')
  @Permit('texts.read')
  export(@Req() request: FastifyRequest): Promise<TextsDocument> {
    return this.desk.export(scopeOf(request), authorOf(request));
  }

  @Post('import')
  @HttpCode(200)
  @Permit('texts.write')
  @BodyLimit(DOCUMENT_BYTES)
  import(@Req() request: FastifyRequest, @Body(body(ImportRequest)) input: ImportRequest): Promise<ImportOutcome> {
    const { locales, countries } = input.document;
    if (input.publish) assertMay(request, 'texts.publish');
    if (locales.length + Object.keys(countries).length > 0) assertMay(request, 'locales.write');
    const language = chooseLanguage(request.headers['accept-language']);
    return this.desk.import({ scope: scopeOf(request), language }, authorOf(request), input);
  }
}

/** What the route itself does not ask for, since only some documents do. */
function assertMay(request: FastifyRequest, permission: Permission): void {
  if (reachOf(signedInOf(request).operator.role, permission) !== undefined) return;
  throw new AppError('auth.permission_denied', { values: { permission, roles: rolesWith(permission).join(', ') } });
}
