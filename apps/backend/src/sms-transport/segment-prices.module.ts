import { Global, Module } from '@nestjs/common';
import { SEGMENT_PRICES } from '../platform/ports.js';
import { BindLeaseStore } from './bind-lease.store.js';
import { RouteBook } from './route-book.js';
import { RoutedSegmentPrices } from './segment-prices.js';
import { SmsTransportModule } from './sms-transport.module.js';

/** For the room of texts, which may not know this one: what a segment costs. */
@Global()
@Module({
  imports: [SmsTransportModule],
  providers: [
    {
      provide: SEGMENT_PRICES,
      inject: [RouteBook, BindLeaseStore],
      useFactory: (book: RouteBook, binds: BindLeaseStore) => new RoutedSegmentPrices(book, binds),
    },
  ],
  exports: [SEGMENT_PRICES],
})
export class SegmentPricesModule {}
