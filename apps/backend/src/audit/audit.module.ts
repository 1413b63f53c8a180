import { Global, Module } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { Clock } from '../platform/clock.js';
import { Keyring } from '../platform/keyring.js';
import { AuditAnchor } from './audit-anchor.js';
import { auditKey } from './audit-chain.js';
import { AuditLog } from './audit-log.js';
import { AuditReader } from './audit-reader.js';
import { AuditVerifier } from './audit-verifier.js';
import { AuditController } from './audit.controller.js';
import { AuditStore } from './audit.store.js';
import { verifyChain } from './verify-chain.js';

const nowMs = () => performance.now();

/** Who did what: written by every room that changes something, changed by nobody. */
@Global()
@Module({
  controllers: [AuditController],
  providers: [
    {
      provide: AuditLog,
      inject: [Keyring],
      useFactory: (keyring: Keyring) => new AuditLog(auditKey(keyring)),
    },
    {
      provide: AuditReader,
      inject: [Sql],
      useFactory: (sql: Sql) => new AuditReader({ store: new AuditStore(sql), nowMs }),
    },
    {
      provide: AuditVerifier,
      inject: [Sql, Keyring, Clock],
      useFactory: (sql: Sql, keyring: Keyring, clock: Clock) =>
        new AuditVerifier({ run: () => verifyChain(sql, auditKey(keyring)), now: () => clock.now(), nowMs }),
    },
    { provide: AuditAnchor, inject: [Sql], useFactory: (sql: Sql) => new AuditAnchor(sql) },
  ],
  exports: [AuditLog, AuditReader, AuditAnchor],
})
export class AuditModule {}
