import { Readable } from 'node:stream';
import { AuditFilters, AuditQuery, type AuditEntry, type AuditPage, type AuditVerification } from '@codewire/contracts';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Sql } from '../database/sql.js';
import { Log } from '../platform/log.js';
import { Permit } from '../platform/permit.js';
import { authorOf } from '../platform/signed-in.js';
import { query } from '../platform/validation.js';
import { AuditLog } from './audit-log.js';
import { AuditReader } from './audit-reader.js';
import { AuditVerifier } from './audit-verifier.js';

/** Who did what, for those who look after them. */
@Controller('api/admin/audit')
export class AuditController {
  constructor(
    private readonly reader: AuditReader,
    private readonly verifier: AuditVerifier,
    private readonly sql: Sql,
    private readonly auditLog: AuditLog,
    private readonly log: Log,
  ) {}

  @Get()
  @Permit('audit.read')
  list(@Query(query(AuditQuery)) search: AuditQuery): Promise<AuditPage> {
    return this.reader.list(search);
  }

  @Get('verification')
  @Permit('audit.read')
  verify(): Promise<AuditVerification> {
    return this.verifier.verify();
  }

  /** The export is its own last entry. */
  @Get('export')
  @Permit('audit.export', { stepUp: true })
  async export(
    @Query(query(AuditFilters)) filters: AuditFilters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const target = { kind: 'audit', id: 'audit', name: 'Audit' } as const;
    const until = await this.sql.transaction((tx) =>
      this.auditLog.append(tx, authorOf(request), { action: 'audit.exported', target, after: { filters } }),
    );
    const day = new Date().toISOString().slice(0, 10);
    await reply
      .headers({
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': `attachment; filename="codewire-audit-${day}.ndjson"`,
      })
      .send(Readable.from(this.told(this.reader.lines(filters, until)), { objectMode: false, highWaterMark: 1 }));
  }

  @Get(':seq')
  @Permit('audit.read')
  read(@Param('seq') seq: string): Promise<AuditEntry> {
    return this.reader.read(seq);
  }

  /** Once the first line is out no refusal can be sent: the connection is cut, and the log says why. */
  private async *told(lines: AsyncGenerator<string>): AsyncGenerator<string> {
    try {
      yield* lines;
    } catch (error) {
      this.log.fault('audit_export_broke', error);
      throw error;
    }
  }
}
