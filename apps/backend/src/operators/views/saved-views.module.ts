import { Module } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { Sql } from '../../database/sql.js';
import { SavedViewsController } from './saved-views.controller.js';
import { SavedViews } from './saved-views.js';

/** What operators keep of the lists that they come back to. */
@Module({
  controllers: [SavedViewsController],
  providers: [
    {
      provide: SavedViews,
      inject: [Sql, AuditLog],
      useFactory: (sql: Sql, auditLog: AuditLog) => new SavedViews(sql, auditLog),
    },
  ],
})
export class SavedViewsModule {}
