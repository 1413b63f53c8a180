import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Notifications } from '../database/notifications.js';
import { Sql } from '../database/sql.js';
import { ChangedRows } from '../platform/changed-rows.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { LinkRegistry } from '../sms-transport/link-registry.js';
import { RouteBook } from '../sms-transport/route-book.js';
import { SmsTransportModule } from '../sms-transport/sms-transport.module.js';
import { DeliveryService } from './delivery.service.js';
import { Dispatcher } from './dispatcher.js';
import { Leases } from './leases.js';
import { Outbox } from './outbox.js';
import { ResultWriter } from './result-writer.js';

/** Messages and attempts: the outbox, who holds what, and what became of it. */
@Module({
  imports: [SmsTransportModule],
  providers: [
    {
      provide: Leases,
      inject: [CONFIG, Sql, Log],
      useFactory: ({ delivery }: Config, sql: Sql, log: Log) =>
        new Leases({ sql, ...delivery, onError: (error) => log.fault('leases_not_renewed', error) }),
    },
    {
      provide: ResultWriter,
      inject: [CONFIG, Sql, Metrics, ChangedRows, Leases, Log],
      useFactory: ({ delivery }: Config, sql: Sql, metrics: Metrics, changed: ChangedRows, leases: Leases, log: Log) =>
        new ResultWriter({
          sql,
          metrics,
          changed,
          rideAlongMs: delivery.rideAlongMs,
          onSettled: (results) => {
            for (const { messageId, fence } of results) if (fence !== null) leases.release(messageId, fence);
          },
          onError: (error) => log.fault('results_not_written', error),
        }),
    },
    {
      provide: Dispatcher,
      inject: [RouteBook, LinkRegistry, Keyring, Leases, ResultWriter, Metrics, Log],
      useFactory: (
        routes: RouteBook,
        links: LinkRegistry,
        keyring: Keyring,
        leases: Leases,
        results: ResultWriter,
        metrics: Metrics,
        log: Log,
      ) =>
        new Dispatcher({
          routes,
          links,
          keyring,
          leases,
          results,
          metrics,
          log: (line) => log.dispatch(line),
          onFault: (error) => log.fault('dispatch_broke', error),
        }),
    },
    {
      provide: Outbox,
      inject: [
        CONFIG,
        Sql,
        RouteBook,
        LinkRegistry,
        Dispatcher,
        Notifications,
        Metrics,
        ChangedRows,
        Leases,
        ResultWriter,
        Log,
      ],
      useFactory: (
        { delivery }: Config,
        sql: Sql,
        routes: RouteBook,
        links: LinkRegistry,
        dispatcher: Dispatcher,
        notifications: Notifications,
        metrics: Metrics,
        changed: ChangedRows,
        leases: Leases,
        results: ResultWriter,
        log: Log,
      ) =>
        new Outbox({
          sql,
          routes,
          links,
          dispatcher,
          notifications,
          metrics,
          changed,
          leases,
          results,
          ...delivery,
          onError: (error) => log.fault('outbox_not_read', error),
        }),
    },
    {
      provide: DeliveryService,
      inject: [CONFIG, Sql, RouteBook, LinkRegistry, Dispatcher, ChangedRows, Log],
      useFactory: (
        { delivery }: Config,
        sql: Sql,
        routes: RouteBook,
        links: LinkRegistry,
        dispatcher: Dispatcher,
        changed: ChangedRows,
        log: Log,
      ) =>
        new DeliveryService(sql, routes, links, dispatcher, changed, delivery.leaseMs, (event, error) =>
          log.fault(event, error),
        ),
    },
  ],
  exports: [DeliveryService, Outbox, Leases, ResultWriter],
})
export class DeliveryModule {}
