import { Module } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { CONFIG, type Config } from '../../config/config.js';
import { Sql } from '../../database/sql.js';
import { Closing } from '../../platform/closing.js';
import { Log } from '../../platform/log.js';
import { SESSION_WATCH, type SessionWatch } from '../../platform/ports.js';
import { ExportPlaces } from './export-places.js';
import { ExportThreads } from './export-threads.js';
import { ExportsController } from './exports.controller.js';
import { Exports } from './exports.js';

/** Lists as files. */
@Module({
  controllers: [ExportsController],
  providers: [
    {
      provide: ExportThreads,
      inject: [CONFIG],
      useFactory: ({ database, nodeId, keyringFile }: Config) =>
        new ExportThreads({
          database: { url: database.url, applicationName: `codewire export ${nodeId}` },
          keyringFile,
        }),
    },
    {
      provide: Exports,
      inject: [Sql, AuditLog, SESSION_WATCH, Closing, Log],
      useFactory: (sql: Sql, auditLog: AuditLog, sessions: SessionWatch, closing: Closing, log: Log) =>
        new Exports({
          sql,
          auditLog,
          places: new ExportPlaces(),
          sessions,
          closing: closing.signal,
          nowMs: () => performance.now(),
          onBroken: (error) => log.fault('export_broke', error),
        }),
    },
  ],
})
export class ExportsModule {}
