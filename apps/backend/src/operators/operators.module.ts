import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Clock } from '../platform/clock.js';
import { Keyring } from '../platform/keyring.js';
import { AttemptThrottle } from './attempt-throttle.js';
import { Passwords } from './password.js';
import { SessionGuard } from './session.guard.js';
import { Sessions } from './session.service.js';
import { SessionStore } from './session.store.js';

/** People: how they come in, what they may do, and how one takes leave of them. */
@Module({
  providers: [
    Passwords,
    {
      provide: AttemptThrottle,
      inject: [Sql, Keyring],
      useFactory: (sql: Sql, keyring: Keyring) => new AttemptThrottle(sql, keyring.lookupKey('attempts')),
    },
    { provide: SessionStore, inject: [Sql], useFactory: (sql: Sql) => new SessionStore(sql) },
    { provide: Sessions, inject: [CONFIG], useFactory: ({ admin }: Config) => new Sessions(admin.proxies) },
    {
      provide: APP_GUARD,
      inject: [SessionStore, CONFIG, Clock],
      useFactory: (sessions: SessionStore, { admin }: Config, clock: Clock) =>
        new SessionGuard({ sessions, proxies: admin.proxies, now: () => clock.now() }),
    },
  ],
  exports: [AttemptThrottle, Passwords, Sessions, SessionStore],
})
export class OperatorsModule {}
