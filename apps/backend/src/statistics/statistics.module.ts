import { Module } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { AdminOverviewController } from './admin-overview.controller.js';
import { Overviews } from './overview.js';
import { OverviewStore } from './overview.store.js';
import { RollUps } from './roll-ups.js';

/** How it goes: counts by the minute, the hour and the day, and the numbers that are made of them. */
@Module({
  controllers: [AdminOverviewController],
  providers: [
    { provide: RollUps, inject: [Sql], useFactory: (sql: Sql) => new RollUps(sql) },
    { provide: Overviews, inject: [Sql], useFactory: (sql: Sql) => new Overviews(new OverviewStore(sql)) },
  ],
  exports: [RollUps],
})
export class StatisticsModule {}
