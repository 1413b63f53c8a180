import { OverviewQuery, type CarrierDeliveries, type Overview } from '@codewire/contracts';
import { Controller, Get, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../platform/permit.js';
import { scopeOf } from '../platform/signed-in.js';
import { query } from '../platform/validation.js';
import { Overviews } from './overview.js';

/** The numbers of the applications that an operator may see. */
@Controller('api/admin/overview')
export class AdminOverviewController {
  constructor(private readonly overviews: Overviews) {}

  @Get()
  @Permit('messages.read')
  read(@Req() request: FastifyRequest, @Query(query(OverviewQuery)) asked: OverviewQuery): Promise<Overview> {
    return this.overviews.read(scopeOf(request), asked);
  }

  /** Of all applications: who keeps a carrier up answers for what it does to each of them. */
  @Get('carriers')
  @Permit('carriers.read')
  carriers(): Promise<CarrierDeliveries> {
    return this.overviews.readCarriers();
  }
}
