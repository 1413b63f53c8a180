import { Module } from '@nestjs/common';
import { ReadGate } from '../database/read-gate.js';
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
    {
      provide: Overviews,
      inject: [ReadGate],
      useFactory: (reads: ReadGate) => new Overviews(new OverviewStore(reads)),
    },
  ],
  exports: [RollUps],
})
export class StatisticsModule {}
