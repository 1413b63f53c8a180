import { Module } from '@nestjs/common';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { ApiKeyGuard } from './api-key.guard.js';
import { ApplicationStore } from './application.store.js';
import { CallerService } from './caller.service.js';
import { KeyUsage } from './key-usage.js';

/** Applications, their policies and their keys: who may ask, and under which rules. */
@Module({
  providers: [
    { provide: ApplicationStore, inject: [Sql], useFactory: (sql: Sql) => new ApplicationStore(sql) },
    {
      provide: CallerService,
      inject: [ApplicationStore, Notifications],
      useFactory: (store: ApplicationStore, notifications: Notifications) => new CallerService(store, notifications),
    },
    {
      provide: KeyUsage,
      inject: [ApplicationStore, Clock, Log],
      useFactory: (store: ApplicationStore, clock: Clock, log: Log) =>
        new KeyUsage(store, clock, (error) => log.fault('key_usage_not_written', error)),
    },
    ApiKeyGuard,
  ],
  exports: [ApplicationStore, CallerService, KeyUsage, ApiKeyGuard],
})
export class ApplicationsModule {}
