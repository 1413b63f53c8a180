import { Module } from '@nestjs/common';
import { ApplicationStore } from '../applications/application.store.js';
import { ApplicationsModule } from '../applications/applications.module.js';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { DeliveryService } from '../delivery/delivery.service.js';
import { ChangedRows } from '../platform/changed-rows.js';
import { Keyring } from '../platform/keyring.js';
import { Metrics } from '../platform/metrics.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { TextService } from '../templates/text.service.js';
import { OtpController } from './otp.controller.js';
import { OtpService } from './otp.service.js';

/** Verifications: start, check, resend, cancel, read. */
@Module({
  imports: [ApplicationsModule, TemplatesModule, DeliveryModule],
  controllers: [OtpController],
  providers: [
    {
      provide: OtpService,
      inject: [CONFIG, Sql, Keyring, TextService, DeliveryService, ApplicationStore, Metrics, ChangedRows],
      useFactory: (
        { delivery: { groupCommitMs } }: Config,
        sql: Sql,
        keyring: Keyring,
        texts: TextService,
        delivery: DeliveryService,
        applications: ApplicationStore,
        metrics: Metrics,
        changed: ChangedRows,
      ) => new OtpService({ sql, keyring, texts, delivery, applications, metrics, changed, groupCommitMs }),
    },
  ],
  exports: [OtpService],
})
export class OtpModule {}
