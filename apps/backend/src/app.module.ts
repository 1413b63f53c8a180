import { Module, type DynamicModule } from '@nestjs/common';
import { AppLifecycle } from './app.lifecycle.js';
import { ApplicationsModule } from './applications/applications.module.js';
import { AuditModule } from './audit/audit.module.js';
import type { Config } from './config/config.js';
import { ConfigModule } from './config/config.module.js';
import { DatabaseModule } from './database/database.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { InspectionModule } from './message-log/inspect/inspection.module.js';
import { ExportsModule } from './message-log/export/exports.module.js';
import { MessageLogModule } from './message-log/message-log.module.js';
import { MessageSearchModule } from './message-log/search/message-search.module.js';
import { NumberRevealsModule } from './message-log/reveal/number-reveals.module.js';
import { TextUseModule } from './message-log/text-use.module.js';
import { VerificationLogModule } from './message-log/verifications/verification-log.module.js';
import { OperatorsModule } from './operators/operators.module.js';
import { SessionWatchModule } from './operators/session-watch.module.js';
import { TeamModule } from './operators/team.module.js';
import { SavedViewsModule } from './operators/views/saved-views.module.js';
import { OperatorsDeskModule } from './otp/operators-desk.module.js';
import { OtpModule } from './otp/otp.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { ReceiptsModule } from './receipts/receipts.module.js';
import { CarrierDeskModule } from './sms-transport/carrier-desk.module.js';
import { CarrierInsightModule } from './sms-transport/carrier-insight.module.js';
import { RoutesModule } from './sms-transport/routes.module.js';
import { SegmentPricesModule } from './sms-transport/segment-prices.module.js';
import { SmsTransportModule } from './sms-transport/sms-transport.module.js';
import { MessageCountsModule } from './statistics/message-counts.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { TextDeskModule } from './templates/desk/text-desk.module.js';
import { LocalesModule } from './templates/locales/locales.module.js';
import { TemplatesModule } from './templates/templates.module.js';
import { TextTransferModule } from './templates/transfer/text-transfer.module.js';
import { TryItModule } from './try-it/try-it.module.js';

/** The system, in the order a code travels. */
@Module({})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        PlatformModule,
        DatabaseModule,
        AuditModule,
        // request -> code -> text -> message -> carrier
        ApplicationsModule,
        OtpModule,
        OperatorsDeskModule,
        TemplatesModule,
        LocalesModule,
        TextDeskModule,
        TextTransferModule,
        DeliveryModule,
        SmsTransportModule,
        RoutesModule,
        SegmentPricesModule,
        CarrierInsightModule,
        CarrierDeskModule,
        // carrier -> receipt -> message
        ReceiptsModule,
        // those who look, and who they are
        OperatorsModule,
        SessionWatchModule,
        TeamModule,
        SavedViewsModule,
        MessageLogModule,
        MessageSearchModule,
        InspectionModule,
        VerificationLogModule,
        NumberRevealsModule,
        ExportsModule,
        TextUseModule,
        StatisticsModule,
        MessageCountsModule,
        TryItModule,
        HealthModule,
        JobsModule,
      ],
      providers: [AppLifecycle],
    };
  }
}
