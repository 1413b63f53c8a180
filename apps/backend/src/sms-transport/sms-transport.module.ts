import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { BindLeaseStore } from './bind-lease.store.js';
import { BIND_LEASE_TIMES } from './bind-leases.js';
import { CarrierStore } from './carrier.store.js';
import { CommandStatusesController } from './command-statuses.controller.js';
import { Health } from './health.js';
import { LinkRegistry } from './link-registry.js';
import { RouteBook } from './route-book.js';
import { RouteBookStore } from './route-book.store.js';
import { RouteStore } from './route.store.js';
import { TraceStore } from './trace.store.js';
import { Traces } from './traces.js';

/** Carriers, their credentials, routes, and the SMPP links to them. */
@Module({
  controllers: [CommandStatusesController],
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
      provide: BindLeaseStore,
      inject: [Sql],
      useFactory: (sql: Sql) => new BindLeaseStore(sql, BIND_LEASE_TIMES),
    },
    {
      provide: LinkRegistry,
      inject: [CONFIG, CarrierStore, BindLeaseStore, Keyring, Notifications, Metrics, Log],
      useFactory: (
        config: Config,
        store: CarrierStore,
        leaseStore: BindLeaseStore,
        keyring: Keyring,
        notifications: Notifications,
        metrics: Metrics,
        log: Log,
      ) =>
        new LinkRegistry({
          store,
          leaseStore,
          keyring,
          notifications,
          metrics,
          node: config.nodeId,
          isSender: config.roles.includes('sender'),
          log: (line) => log.info(line),
          onError: (event, error) => log.fault(event, error),
        }),
    },
    {
      provide: Traces,
      inject: [CONFIG, Sql, BindLeaseStore, LinkRegistry, Notifications, Log],
      useFactory: (
        { nodeId }: Config,
        sql: Sql,
        leases: BindLeaseStore,
        links: LinkRegistry,
        notifications: Notifications,
        log: Log,
      ) =>
        new Traces({
          store: new TraceStore(sql),
          leases,
          notifications,
          node: nodeId,
          traced: (carrierId) => links.traced(carrierId),
          onError: (error) => log.fault('trace_not_answered', error),
        }),
    },
  ],
  exports: [CarrierStore, Traces, BindLeaseStore, RouteStore, RouteBook, LinkRegistry],
})
export class SmsTransportModule {}
