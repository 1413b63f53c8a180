import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { LinkRegistry } from '../sms-transport/link-registry.js';
import { SmsTransportModule } from '../sms-transport/sms-transport.module.js';
import { PhoneCheck } from './phone-check.js';
import { ReceiptConsumer } from './receipt.consumer.js';

/** Receipts: stored before they are answered, matched to their messages, kept when they match nothing yet. */
@Module({
  imports: [DeliveryModule, SmsTransportModule],
  providers: [
    {
      provide: ReceiptConsumer,
      inject: [CONFIG, Sql, Keyring, Metrics, LinkRegistry, Log],
      useFactory: (
        { delivery }: Config,
        sql: Sql,
        keyring: Keyring,
        metrics: Metrics,
        links: LinkRegistry,
        log: Log,
      ) => {
        const consumer = new ReceiptConsumer({
          sql,
          metrics,
          phones: new PhoneCheck(keyring),
          rideAlongMs: delivery.rideAlongMs,
          sweepMs: delivery.pollMs,
          log: (line) => log.receipt(line),
          onError: (error) => log.fault('receipts_not_joined', error),
        });
        links.handleReceipts((carrierId, receipt) => consumer.take(carrierId, receipt));
        return consumer;
      },
    },
  ],
  exports: [ReceiptConsumer],
})
export class ReceiptsModule {}
