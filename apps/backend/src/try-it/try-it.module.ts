import { Module } from '@nestjs/common';
import { ApplicationStore } from '../applications/application.store.js';
import { ApplicationsModule } from '../applications/applications.module.js';
import { AuditLog } from '../audit/audit-log.js';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { DeliveryService } from '../delivery/delivery.service.js';
import { OperatorsModule } from '../operators/operators.module.js';
import { OwnPhones } from '../operators/own-phones.js';
import { OtpModule } from '../otp/otp.module.js';
import { OtpService } from '../otp/otp.service.js';
import { Keyring } from '../platform/keyring.js';
import { LinkRegistry } from '../sms-transport/link-registry.js';
import { SmsTransportModule } from '../sms-transport/sms-transport.module.js';
import { TemplatesModule } from '../templates/templates.module.js';
import { TextService } from '../templates/text.service.js';
import { HandsetClient } from './handset.client.js';
import { OwnNumber } from './own-number.js';
import { TestSendController } from './test-send.controller.js';
import { TestSends } from './test-send.js';
import { TryFaultsController } from './try-faults.controller.js';
import { TryFaults } from './try-faults.js';
import { TryItController } from './try-it.controller.js';
import { TryIt } from './try-it.service.js';

/** The whole way of a code, for an operator to see: send one, watch the handset, check it. */
@Module({
  imports: [ApplicationsModule, OtpModule, DeliveryModule, SmsTransportModule, TemplatesModule, OperatorsModule],
  controllers: [TryItController, TryFaultsController, TestSendController],
  providers: [
    {
      provide: HandsetClient,
      inject: [CONFIG],
      useFactory: ({ simulator }: Config) => new HandsetClient(simulator.httpPort),
    },
    {
      provide: TryFaults,
      inject: [HandsetClient],
      useFactory: (handsets: HandsetClient) => new TryFaults(handsets),
    },
    {
      provide: TryIt,
      inject: [CONFIG, HandsetClient, ApplicationStore, OtpService, DeliveryService, TextService, LinkRegistry],
      useFactory: (
        { api }: Config,
        handsets: HandsetClient,
        applications: ApplicationStore,
        otp: OtpService,
        delivery: DeliveryService,
        texts: TextService,
        binds: LinkRegistry,
      ) =>
        new TryIt({
          applications,
          otp,
          delivery,
          texts,
          binds,
          handsets,
          apiUrl: api.publicUrl,
        }),
    },
    {
      provide: OwnNumber,
      inject: [OtpService, OwnPhones, Keyring, TryIt],
      useFactory: (otp: OtpService, phones: OwnPhones, keyring: Keyring, tryIt: TryIt) =>
        new OwnNumber({ otp, phones, keyring, tryIt }),
    },
    {
      provide: TestSends,
      inject: [Sql, OtpService, OwnPhones, AuditLog, TryIt],
      useFactory: (sql: Sql, otp: OtpService, phones: OwnPhones, audit: AuditLog, tryIt: TryIt) =>
        new TestSends({ sql, otp, phones, audit, tryIt }),
    },
  ],
})
export class TryItModule {}
