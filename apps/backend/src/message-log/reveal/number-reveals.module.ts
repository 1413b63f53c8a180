import { Module } from '@nestjs/common';
import { AuditLog } from '../../audit/audit-log.js';
import { Sql } from '../../database/sql.js';
import { Keyring } from '../../platform/keyring.js';
import { NumberRevealsController } from './number-reveals.controller.js';
import { NumberReveals } from './number-reveals.js';

/** Single numbers in full, each with its reason in the audit. */
@Module({
  controllers: [NumberRevealsController],
  providers: [
    {
      provide: NumberReveals,
      inject: [Sql, Keyring, AuditLog],
      useFactory: (sql: Sql, keyring: Keyring, auditLog: AuditLog) => new NumberReveals({ sql, keyring, auditLog }),
    },
  ],
})
export class NumberRevealsModule {}
