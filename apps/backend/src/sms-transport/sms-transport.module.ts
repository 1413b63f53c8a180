import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { CarrierStore } from './carrier.store.js';
import { Health } from './health.js';
import { LinkRegistry } from './link-registry.js';
import { RouteBook } from './route-book.js';
import { RouteBookStore } from './route-book.store.js';
import { RouteStore } from './route.store.js';

/** Carriers, their credentials, routes, and the SMPP links to them. */
@Module({
  providers: [
    { provide: CarrierStore, inject: [Sql], useFactory: (sql: Sql) => new CarrierStore(sql) },
    { provide: RouteStore, inject: [Sql], useFactory: (sql: Sql) => new RouteStore(sql) },
    {
      provide: Health,
      inject: [Metrics, Log],
      useFactory: (metrics: Metrics, log: Log) =>
        new Health({
          now: () => performance.now(),
          onChange: (change) => {
            metrics.health(change);
            const { carrierId: carrier, region, state, cause } = change;
            log.warn({ event: 'carrier_health', carrier, region, state, cause });
          },
        }),
    },
    {
      provide: RouteBook,
      inject: [Sql, CarrierStore, RouteStore, Notifications, Health, Log],
      useFactory: (
        sql: Sql,
        carriers: CarrierStore,
        routes: RouteStore,
        notifications: Notifications,
        health: Health,
        log: Log,
      ) =>
        new RouteBook({
          carriers,
          routes,
          store: new RouteBookStore(sql),
          notifications,
          health,
          onError: (error) => log.fault('routes_not_read', error),
        }),
    },
    {
      provide: LinkRegistry,
      inject: [CONFIG, CarrierStore, Keyring, Notifications, Metrics, Log],
      useFactory: (
        config: Config,
        store: CarrierStore,
        keyring: Keyring,
        notifications: Notifications,
        metrics: Metrics,
        log: Log,
      ) =>
        new LinkRegistry({
          store,
          keyring,
          notifications,
          metrics,
          isSender: config.roles.includes('sender'),
          log: (line) => log.info(line),
        }),
    },
  ],
  exports: [CarrierStore, RouteStore, RouteBook, LinkRegistry],
})
export class SmsTransportModule {}
