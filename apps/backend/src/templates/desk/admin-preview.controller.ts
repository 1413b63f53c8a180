import { PreviewRequest, reachOf, type CoverageMatrix, type Preview } from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { chooseLanguage } from '../../platform/languages.js';
import { Permit } from '../../platform/permit.js';
import { scopeOf, signedInOf } from '../../platform/signed-in.js';
import { body } from '../../platform/validation.js';
import { PreviewDesk } from './preview-desk.js';
import { TemplateDesk } from './template-desk.js';

/** How texts look and what they cost, for operators. */
@Controller('api/admin/templates')
export class AdminPreviewController {
  constructor(
    private readonly previews: PreviewDesk,
    private readonly templates: TemplateDesk,
  ) {}

  @Get('coverage')
  @Permit('texts.read')
  async coverage(@Req() request: FastifyRequest): Promise<CoverageMatrix> {
    const rows = await this.templates.listInFull(scopeOf(request));
    return { locales: rows[0]?.coverage.map(({ locale }) => locale) ?? [], rows };
  }

  @Post(':id/preview')
  @HttpCode(200)
  @Permit('texts.read')
  preview(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(PreviewRequest)) question: PreviewRequest,
  ): Promise<Preview> {
    const language = chooseLanguage(request.headers['accept-language']);
    const seesPrices = reachOf(signedInOf(request).operator.role, 'routes.read') !== undefined;
    return this.previews.preview({ scope: scopeOf(request), language, seesPrices }, id, question);
  }
}
