import { Module } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { Sql } from '../../database/sql.js';
import { ProblemText } from '../../platform/problem-text.js';
import { AdminTransferController } from './admin-transfer.controller.js';
import { TextImports } from './text-imports.js';
import { TransferDesk } from './transfer-desk.js';

/** Texts carried out of one system and into another. */
@Module({
  controllers: [AdminTransferController],
  providers: [
    {
      provide: TransferDesk,
      inject: [Sql, AuditLog, ProblemText],
      useFactory: (sql: Sql, audit: AuditLog, words: ProblemText) =>
        new TransferDesk({ sql, audit, imports: new TextImports(sql, audit), words }),
    },
  ],
})
export class TextTransferModule {}
