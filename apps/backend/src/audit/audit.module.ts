import { Global, Module } from '@nestjs/common';
import { Keyring } from '../platform/keyring.js';
import { AuditLog } from './audit-log.js';

/** Who did what: written by every room that changes something, changed by nobody. */
@Global()
@Module({
  providers: [
    {
      provide: AuditLog,
      inject: [Keyring],
      useFactory: (keyring: Keyring) => new AuditLog(keyring.lookupKey('audit')),
    },
  ],
  exports: [AuditLog],
})
export class AuditModule {}
