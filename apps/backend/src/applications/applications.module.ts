import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditLog } from '../audit/audit-log.js';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { AdminApplicationsController } from './admin-applications.controller.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { ApiKeyStore } from './api-key.store.js';
import { ApplicationDesk } from './application-desk.js';
import { ApplicationStore } from './application.store.js';
import { Applications } from './applications.js';
import { CallerService } from './caller.service.js';
import { KeyRoutes } from './key-routes.js';
import { KeyUsage } from './key-usage.js';
import { Keys } from './keys.js';

/** Applications, their policies and their keys: who may ask, and under which rules. */
@Module({
  imports: [DiscoveryModule],
  controllers: [AdminApplicationsController],
  providers: [
    { provide: ApplicationStore, inject: [Sql], useFactory: (sql: Sql) => new ApplicationStore(sql) },
    { provide: ApiKeyStore, inject: [Sql], useFactory: (sql: Sql) => new ApiKeyStore(sql) },
    {
      provide: CallerService,
      inject: [ApiKeyStore, Notifications],
      useFactory: (store: ApiKeyStore, notifications: Notifications) => new CallerService(store, notifications),
    },
    {
      provide: KeyUsage,
      inject: [ApiKeyStore, Clock, Log],
      useFactory: (store: ApiKeyStore, clock: Clock, log: Log) =>
        new KeyUsage(store, clock, (error) => log.fault('key_usage_not_written', error)),
    },
    {
      provide: ApplicationDesk,
      inject: [Sql, AuditLog],
      useFactory: (sql: Sql, audit: AuditLog) =>
        new ApplicationDesk({
          store: new ApplicationStore(sql),
          keyStore: new ApiKeyStore(sql),
          applications: new Applications(sql, audit),
          keys: new Keys(sql, audit),
        }),
    },
    KeyRoutes,
    ApiKeyGuard,
  ],
  exports: [ApplicationStore, ApiKeyStore, CallerService, KeyUsage, KeyRoutes, ApiKeyGuard],
})
export class ApplicationsModule {}
