import {
  CarrierChange,
  CarrierCreate,
  CarrierStatusChange,
  PageQuery,
  PasswordRotation,
  type AuditPage,
  type CarrierChanged,
  type CarrierList,
  type CarrierTest,
  type CarrierTrace,
  type CarrierView,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { BodyLimit } from '../platform/body-limit.js';
import { Permit } from '../platform/permit.js';
import { authorOf, signedInOf } from '../platform/signed-in.js';
import { body, noBody, query } from '../platform/validation.js';
import { CarrierDesk } from './carrier-desk.js';
import { LiveBinds } from './live-binds.js';

/** Three texts of PEM, each as long as the contract allows, and the rest. */
const PEM_BYTES = 80 * 1_024;

/** Carriers for operators. Whoever may point one elsewhere is who its password is sent for: that takes a fresh proof. */
@Controller('api/admin/carriers')
export class AdminCarriersController {
  constructor(
    private readonly desk: CarrierDesk,
    private readonly live: LiveBinds,
  ) {}

  @Get()
  @Permit('carriers.read')
  list(): Promise<CarrierList> {
    return this.desk.list();
  }

  /** Server-sent events `binds`, each a LiveBinds. */
  @Get('live')
  @Permit('carriers.read')
  watch(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    void reply
      .headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
      })
      .send(this.live.open(signedInOf(request).sessionId));
  }

  @Get(':id')
  @Permit('carriers.read')
  read(@Param('id') id: string): Promise<CarrierView> {
    return this.desk.read(id);
  }

  @Post()
  @Permit('carriers.write', { stepUp: true })
  @BodyLimit(PEM_BYTES)
  create(@Req() request: FastifyRequest, @Body(body(CarrierCreate)) input: CarrierCreate): Promise<CarrierView> {
    return this.desk.create(authorOf(request), input);
  }

  @Patch(':id')
  @Permit('carriers.write', { stepUp: true })
  @BodyLimit(PEM_BYTES)
  change(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(CarrierChange)) input: CarrierChange,
  ): Promise<CarrierChanged> {
    return this.desk.change(authorOf(request), id, input);
  }

  /** Without a fresh proof: whoever sees messages go wrong must not look for his phone first. */
  @Put(':id/status')
  @Permit('carriers.pause')
  setStatus(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(CarrierStatusChange)) { status }: CarrierStatusChange,
  ): Promise<CarrierView> {
    return this.desk.setStatus(authorOf(request), id, status);
  }

  @Post(':id/password')
  @HttpCode(200)
  @Permit('carriers.write', { stepUp: true })
  rotatePassword(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(PasswordRotation)) input: PasswordRotation,
  ): Promise<CarrierView> {
    return this.desk.rotatePassword(authorOf(request), id, input);
  }

  @Post(':id/password/restore')
  @HttpCode(200)
  @Permit('carriers.write', { stepUp: true })
  restorePassword(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(noBody()) _nothing: unknown,
  ): Promise<CarrierView> {
    return this.desk.restorePassword(authorOf(request), id);
  }

  @Post(':id/test')
  @HttpCode(200)
  @Permit('carriers.write')
  test(@Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<CarrierTest> {
    return this.desk.test(id);
  }

  @Get(':id/trace')
  @Permit('carriers.trace')
  trace(@Param('id') id: string): Promise<CarrierTrace> {
    return this.desk.trace(id);
  }

  @Get(':id/history')
  @Permit('carriers.read')
  history(@Param('id') id: string, @Query(query(PageQuery)) page: z.infer<typeof PageQuery>): Promise<AuditPage> {
    return this.desk.history(id, page);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('carriers.write', { stepUp: true })
  delete(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.desk.delete(authorOf(request), id);
  }
}
