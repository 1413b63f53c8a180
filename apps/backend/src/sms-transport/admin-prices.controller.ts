import { PriceImport, PriceQuery, type PageQuery, type PriceImported, type PricePage } from '@codewire/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { BodyLimit } from '../platform/body-limit.js';
import { Permit } from '../platform/permit.js';
import { authorOf } from '../platform/signed-in.js';
import { body, query } from '../platform/validation.js';
import { PriceDesk } from './price-desk.js';

/** A list as long as the contract allows, each line end and quote escaped. */
const LIST_BYTES = 4 * 1_024 * 1_024;

/** What carriers take, for operators. */
@Controller('api/admin/carriers/:id/prices')
export class AdminPricesController {
  constructor(private readonly desk: PriceDesk) {}

  @Get()
  @Permit('routes.read')
  list(@Param('id') id: string, @Query(query(PriceQuery)) page: z.infer<typeof PageQuery>): Promise<PricePage> {
    return this.desk.list(id, page);
  }

  @Post('import')
  @HttpCode(200)
  @Permit('routes.write')
  @BodyLimit(LIST_BYTES)
  import(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(PriceImport)) input: PriceImport,
  ): Promise<PriceImported> {
    return this.desk.import(authorOf(request), id, input);
  }
}
