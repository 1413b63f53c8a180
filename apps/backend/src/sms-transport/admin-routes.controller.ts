import {
  RouteChange,
  RouteCreate,
  RouteOrder,
  RouteQuestion,
  type RouteExplanation,
  type RouteList,
  type RouteView,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BodyLimit } from '../platform/body-limit.js';
import { Permit } from '../platform/permit.js';
import { authorOf } from '../platform/signed-in.js';
import { body, noBody } from '../platform/validation.js';
import { RouteDesk } from './route-desk.js';

/** A thousand ids. */
const ORDER_BYTES = 48 * 1_024;

/** The rules by which messages get their carriers, for operators. */
@Controller('api/admin/routes')
export class AdminRoutesController {
  constructor(private readonly desk: RouteDesk) {}

  @Get()
  @Permit('routes.read')
  list(): Promise<RouteList> {
    return this.desk.list();
  }

  @Post()
  @Permit('routes.write')
  create(@Req() request: FastifyRequest, @Body(body(RouteCreate)) input: RouteCreate): Promise<RouteView> {
    return this.desk.create(authorOf(request), input);
  }

  @Put('order')
  @Permit('routes.write')
  @BodyLimit(ORDER_BYTES)
  order(@Req() request: FastifyRequest, @Body(body(RouteOrder)) input: RouteOrder): Promise<RouteList> {
    return this.desk.order(authorOf(request), input);
  }

  @Post('explain')
  @HttpCode(200)
  @Permit('routes.read')
  explain(@Body(body(RouteQuestion)) question: RouteQuestion): Promise<RouteExplanation> {
    return this.desk.explain(question);
  }

  @Patch(':id')
  @Permit('routes.write')
  change(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(RouteChange)) input: RouteChange,
  ): Promise<RouteView> {
    return this.desk.change(authorOf(request), id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('routes.write')
  delete(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.desk.delete(authorOf(request), id);
  }
}
