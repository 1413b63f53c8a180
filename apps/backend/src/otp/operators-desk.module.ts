import { Global, Module } from '@nestjs/common';
import { ApplicationStore } from '../applications/application.store.js';
import { ApplicationsModule } from '../applications/applications.module.js';
import { AuditLog } from '../audit/audit-log.js';
import { VERIFICATION_DESK } from '../platform/ports.js';
import { OperatorsDesk } from './operators-desk.js';
import { OtpModule } from './otp.module.js';
import { OtpService } from './otp.service.js';

/** For the room that looks at verifications, which may not know this one: how one is ended, and its code sent again. */
@Global()
@Module({
  imports: [ApplicationsModule, OtpModule],
  providers: [
    {
      provide: VERIFICATION_DESK,
      inject: [OtpService, ApplicationStore, AuditLog],
      useFactory: (otp: OtpService, applications: ApplicationStore, audit: AuditLog) =>
        new OperatorsDesk({ otp, applications, audit }),
    },
  ],
  exports: [VERIFICATION_DESK],
})
export class OperatorsDeskModule {}
