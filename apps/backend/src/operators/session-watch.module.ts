import { Global, Module } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { SESSION_WATCH } from '../platform/ports.js';
import { WatchedSessions } from './session-watch.js';

/** For rooms that may not know this one: whether those who listen to them are still signed in. */
@Global()
@Module({
  providers: [{ provide: SESSION_WATCH, inject: [Sql], useFactory: (sql: Sql) => new WatchedSessions(sql) }],
  exports: [SESSION_WATCH],
})
export class SessionWatchModule {}
