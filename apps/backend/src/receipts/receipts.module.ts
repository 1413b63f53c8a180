import { Global, Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { ChangedRows } from '../platform/changed-rows.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { LEARNT_FORMS } from '../platform/ports.js';
import { LinkRegistry } from '../sms-transport/link-registry.js';
import { RouteBook } from '../sms-transport/route-book.js';
import { SmsTransportModule } from '../sms-transport/sms-transport.module.js';
import { AdminReceiptsController } from './admin-receipts.controller.js';
import { FormBook } from './form-book.js';
import { InboundConsumer } from './inbound.consumer.js';
import { PhoneCheck } from './phone-check.js';
import { lineOf } from './receipt-moves.js';
import { ReceiptReader } from './receipt-reader.js';
import { ReceiptConsumer } from './receipt.consumer.js';

/** Receipts: stored before they are answered, matched to their messages, kept when they match nothing yet. And what phones send. */
@Global()
@Module({
  imports: [DeliveryModule, SmsTransportModule],
  controllers: [AdminReceiptsController],
  providers: [
    { provide: PhoneCheck, inject: [Keyring], useFactory: (keyring: Keyring) => new PhoneCheck(keyring) },
    {
      provide: FormBook,
      inject: [Sql, LinkRegistry, Log],
      useFactory: (sql: Sql, links: LinkRegistry, log: Log) =>
        new FormBook({
          sql,
          settingOf: (carrierId) => links.carrier(carrierId)?.settings.receipt_ids ?? 'learn',
          onError: (error) => log.fault('receipt_forms_not_kept', error),
        }),
    },
    { provide: LEARNT_FORMS, useExisting: FormBook },
    {
      provide: ReceiptReader,
      inject: [Sql, Keyring, PhoneCheck],
      useFactory: (sql: Sql, keyring: Keyring, phones: PhoneCheck) => new ReceiptReader({ sql, keyring, phones }),
    },
    {
      provide: InboundConsumer,
      inject: [CONFIG, Sql, Keyring, Metrics],
      useFactory: ({ delivery }: Config, sql: Sql, keyring: Keyring, metrics: Metrics) =>
        new InboundConsumer({ sql, keyring, metrics, rideAlongMs: delivery.rideAlongMs }),
    },
    {
      provide: ReceiptConsumer,
      inject: [
        CONFIG,
        Sql,
        Keyring,
        Metrics,
        PhoneCheck,
        FormBook,
        InboundConsumer,
        LinkRegistry,
        RouteBook,
        ChangedRows,
        Log,
      ],
      useFactory: (
        { delivery }: Config,
        sql: Sql,
        keyring: Keyring,
        metrics: Metrics,
        phones: PhoneCheck,
        forms: FormBook,
        inbound: InboundConsumer,
        links: LinkRegistry,
        routes: RouteBook,
        changed: ChangedRows,
        log: Log,
      ) => {
        const consumer = new ReceiptConsumer({
          sql,
          metrics,
          keyring,
          phones,
          forms,
          rideAlongMs: delivery.rideAlongMs,
          sweepMs: delivery.pollMs,
          onMoved: (moved) => {
            log.receipt(lineOf(moved));
            changed.note('message', [moved.id]);
            const kind = moved.state === 'delivered' ? 'delivered' : 'undelivered';
            routes.health.note(moved.carrierId, moved, { kind });
          },
          onError: (error) => log.fault('receipts_not_joined', error),
        });
        links.handleDelivered({
          receipt: (carrierId, receipt, orInbound) => consumer.take(carrierId, receipt, orInbound),
          inbound: (carrierId, message) => inbound.take(carrierId, message),
        });
        return consumer;
      },
    },
  ],
  exports: [ReceiptConsumer, LEARNT_FORMS],
})
export class ReceiptsModule {}
