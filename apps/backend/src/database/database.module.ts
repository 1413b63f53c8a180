import { Global, Module } from '@nestjs/common';
import { getDataSourceToken, TypeOrmModule } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../platform/log.js';
import { DATABASE_HEALTH, type DatabaseHealth } from '../platform/ports.js';
import { createDataSource, poolOf } from './data-source.js';
import { SERVING_LIMITS } from './sessions.js';
import { Notifications } from './notifications.js';
import { ReadGate, readsAtOnce } from './read-gate.js';
import { schemaIsCurrent } from './schema-guard.js';
import { Sql } from './sql.js';

const PING = { name: 'health_ping', text: 'select 1' };

/**
 * The one engine that holds state. The data source is initialised by the start sequence, not by the container, so
 * that the API's description can be generated without a database.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        ...createDataSource({
          ...config.database,
          applicationName: `codewire ${config.nodeId}`,
          limits: SERVING_LIMITS,
        }).options,
        manualInitialization: true,
      }),
    }),
  ],
  providers: [
    {
      provide: Sql,
      inject: [getDataSourceToken()],
      useFactory: (dataSource: DataSource) => new Sql(() => poolOf(dataSource)),
    },
    {
      provide: ReadGate,
      inject: [Sql, CONFIG],
      useFactory: (sql: Sql, config: Config) => new ReadGate(sql, readsAtOnce(config.database.poolSize)),
    },
    {
      provide: Notifications,
      inject: [CONFIG, Log],
      useFactory: (config: Config, log: Log) =>
        new Notifications({
          url: config.database.url,
          applicationName: `codewire listen ${config.nodeId}`,
          onError: (error) => log.warn({ event: 'listen_lost', error: error.message }),
        }),
    },
    {
      provide: DATABASE_HEALTH,
      inject: [getDataSourceToken(), Sql],
      useFactory: (dataSource: DataSource, sql: Sql): DatabaseHealth => ({
        ping: async () => void (await sql.rows(PING)),
        schemaIsCurrent: () => schemaIsCurrent(dataSource),
      }),
    },
  ],
  exports: [Sql, ReadGate, Notifications, DATABASE_HEALTH, TypeOrmModule],
})
export class DatabaseModule {}
