import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { CarrierStore } from './carrier.store.js';
import { LinkRegistry } from './link-registry.js';
import { RouteStore } from './route.store.js';

/** Carriers, their credentials, routes, and the SMPP links to them. */
@Module({
  providers: [
    { provide: CarrierStore, inject: [Sql], useFactory: (sql: Sql) => new CarrierStore(sql) },
    { provide: RouteStore, inject: [Sql], useFactory: (sql: Sql) => new RouteStore(sql) },
    {
      provide: LinkRegistry,
      inject: [CONFIG, CarrierStore, RouteStore, Keyring, Notifications, Metrics, Log],
      useFactory: (
        config: Config,
        store: CarrierStore,
        routeStore: RouteStore,
        keyring: Keyring,
        notifications: Notifications,
        metrics: Metrics,
        log: Log,
      ) =>
        new LinkRegistry({
          store,
          routeStore,
          keyring,
          notifications,
          metrics,
          isSender: config.roles.includes('sender'),
          log: (line) => log.info(line),
        }),
    },
  ],
  exports: [CarrierStore, RouteStore, LinkRegistry],
})
export class SmsTransportModule {}
