import {
  MessageExport,
  MessageSearchRow,
  VerificationExport,
  VerificationRow,
  type AuditAction,
  type AuditTargetKind,
} from '@codewire/contracts';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Permit } from '../../platform/permit.js';
import { authorOf, scopeOf, signedInOf } from '../../platform/signed-in.js';
import { query } from '../../platform/validation.js';
import { MessageSearch } from '../search/message-search.js';
import { VerificationLog } from '../verifications/verification-log.js';
import { EXPORT_FORMAT } from './export-formats.js';
import { Exports, type ReadPage } from './exports.js';

/** A list that can be had as a file. */
interface List {
  readonly action: AuditAction;
  readonly kind: AuditTargetKind;
  /** As the file and the audit call it. */
  readonly name: string;
  readonly columns: readonly string[];
}

const MESSAGES: List = {
  action: 'messages.exported',
  kind: 'message',
  name: 'messages',
  columns: Object.keys(MessageSearchRow.shape),
};

const VERIFICATIONS: List = {
  action: 'verifications.exported',
  kind: 'verification',
  name: 'verifications',
  columns: Object.keys(VerificationRow.shape),
};

/** Lists as files, with the filters and the columns that the screen has; numbers are masked there and here. */
@Controller('api/admin')
export class ExportsController {
  constructor(
    private readonly exports: Exports,
    private readonly messages: MessageSearch,
    private readonly verifications: VerificationLog,
  ) {}

  @Get('messages/export')
  @Permit('messages.export', { stepUp: true })
  async ofMessages(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query(query(MessageExport)) asked: MessageExport,
  ): Promise<void> {
    const { format: _, ...filters } = asked;
    const scope = scopeOf(request);
    await this.send(request, reply, MESSAGES, asked, (place) =>
      this.messages.list(scope, { ...filters, ...place, direction: 'older' }),
    );
  }

  @Get('verifications/export')
  @Permit('messages.export', { stepUp: true })
  async ofVerifications(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Query(query(VerificationExport)) asked: VerificationExport,
  ): Promise<void> {
    const { format: _, ...filters } = asked;
    const scope = scopeOf(request);
    await this.send(request, reply, VERIFICATIONS, asked, (place) =>
      this.verifications.list(scope, { ...filters, ...place, direction: 'older' }),
    );
  }

  private async send(
    request: FastifyRequest,
    reply: FastifyReply,
    { action, kind, name, columns }: List,
    { format, ...filters }: Pick<MessageExport, 'format'>,
    readPage: ReadPage,
  ): Promise<void> {
    const file = await this.exports.open({
      format: EXPORT_FORMAT[format],
      columns,
      readPage,
      deed: { action, target: { kind, id: name, name }, after: { format, filters } },
      author: authorOf(request),
      sessionId: signedInOf(request).sessionId,
    });
    const day = new Date().toISOString().slice(0, 10);
    await reply
      .headers({
        'content-type': EXPORT_FORMAT[format].contentType,
        'content-disposition': `attachment; filename="codewire-${name}-${day}.${format}"`,
      })
      .send(file);
  }
}
