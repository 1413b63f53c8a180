import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Log } from '../platform/log.js';
import { Retention } from './retention.js';
import { RetentionService } from './retention.service.js';

const BATCH_ROWS = 5_000;
const PAUSE_MS = 100;

/** Deletes what is older than it may be. */
@Module({
  providers: [
    {
      provide: RetentionService,
      inject: [CONFIG, Sql, Log],
      useFactory: ({ database, nodeId, retention }: Config, sql: Sql, log: Log) =>
        new RetentionService({
          databaseUrl: database.url,
          applicationName: `codewire jobs ${nodeId}`,
          retention: new Retention({ sql, ...retention, batchRows: BATCH_ROWS, pauseMs: PAUSE_MS }),
          onSwept: (deleted) => {
            for (const [table, rows] of Object.entries(deleted)) log.info({ event: 'retention', table, rows });
          },
          onError: (error) => log.fault('retention_failed', error),
        }),
    },
  ],
  exports: [RetentionService],
})
export class RetentionModule {}
