import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Retention } from './retention.js';

const BATCH_ROWS = 5_000;
const PAUSE_MS = 100;

/** Deletes what is older than it may be. */
@Module({
  providers: [
    {
      provide: Retention,
      inject: [CONFIG, Sql],
      useFactory: ({ retention }: Config, sql: Sql) =>
        new Retention({ sql, ...retention, batchRows: BATCH_ROWS, pauseMs: PAUSE_MS }),
    },
  ],
  exports: [Retention],
})
export class RetentionModule {}
