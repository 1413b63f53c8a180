import {
  SavedViewChange,
  SavedViewCreate,
  SavedViewQuery,
  type SavedView,
  type SavedViewList,
} from '@codewire/contracts';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { body, noBody, query } from '../../platform/validation.js';
import { SavedViews, type Viewer } from './saved-views.js';

/** Lists of messages and verifications that operators keep under a name. */
@Controller('api/admin/views')
export class SavedViewsController {
  constructor(private readonly views: SavedViews) {}

  @Get()
  @Permit('messages.read')
  list(@Req() request: FastifyRequest, @Query(query(SavedViewQuery)) { room }: SavedViewQuery): Promise<SavedViewList> {
    return this.views.list(viewerOf(request), room);
  }

  @Post()
  @Permit('messages.read')
  create(@Req() request: FastifyRequest, @Body(body(SavedViewCreate)) input: SavedViewCreate): Promise<SavedView> {
    return this.views.create(viewerOf(request), input);
  }

  @Patch(':id')
  @Permit('messages.read')
  edit(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body(body(SavedViewChange)) input: SavedViewChange,
  ): Promise<SavedView> {
    return this.views.edit(viewerOf(request), id, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('messages.read')
  delete(@Req() request: FastifyRequest, @Param('id') id: string, @Body(noBody()) _nothing: unknown): Promise<void> {
    return this.views.delete(viewerOf(request), id);
  }
}

function viewerOf(request: FastifyRequest): Viewer {
  return { id: signedInOf(request).operator.id, scope: scopeOf(request), author: authorOf(request) };
}
