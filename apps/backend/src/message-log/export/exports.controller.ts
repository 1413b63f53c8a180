import { MessageExport, VerificationExport } from '@codewire/contracts';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { query } from '../../platform/validation.js';
import { EXPORT_FORMAT } from './export-formats.js';
import { EXPORT_LIST, type ExportOrder } from './export-lists.js';
import { ExportThreads } from './export-threads.js';
import { Exports } from './exports.js';

/** Lists as files, with the filters and the columns that the screen has; numbers are masked there and here. */
@Controller('api/admin')
export class ExportsController {
  constructor(
    private readonly exports: Exports,
    private readonly threads: ExportThreads,
  ) {}

  @Get('messages/export')
  @Permit('messages.export', { stepUp: true })
  async ofMessages(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query(query(MessageExport)) asked: MessageExport,
  ): Promise<void> {
    const { format, ...filters } = asked;
    await this.send(request, reply, { list: 'messages', format, filters, scope: scopeOf(request) });
  }

  @Get('verifications/export')
  @Permit('messages.export', { stepUp: true })
  async ofVerifications(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query(query(VerificationExport)) asked: VerificationExport,
  ): Promise<void> {
    const { format, ...filters } = asked;
    await this.send(request, reply, { list: 'verifications', format, filters, scope: scopeOf(request) });
  }

  private async send(request: FastifyRequest, reply: FastifyReply, order: ExportOrder): Promise<void> {
    const { list, format, filters } = order;
    const { action, kind, columns } = EXPORT_LIST[list];
    const file = await this.exports.open({
      format: EXPORT_FORMAT[format],
      columns,
      openPages: () => this.threads.open(order),
      deed: { action, target: { kind, id: list, name: list }, after: { format, filters } },
      author: authorOf(request),
      sessionId: signedInOf(request).sessionId,
    });
    const day = new Date().toISOString().slice(0, 10);
    await reply
      .headers({
        'content-type': EXPORT_FORMAT[format].contentType,
        'content-disposition': `attachment; filename="codewire-${list}-${day}.${format}"`,
      })
      .send(file);
  }
}
