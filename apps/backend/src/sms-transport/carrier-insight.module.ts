import { Global, Module } from '@nestjs/common';
import { CARRIER_INSIGHT, type CarrierInsight } from '../platform/ports.js';
import { RouteBook } from './route-book.js';
import { SmsTransportModule } from './sms-transport.module.js';
import { Traces } from './traces.js';

/** For the room that looks at messages, which may not know this one: what carriers take, and what went to and from them. */
@Global()
@Module({
  imports: [SmsTransportModule],
  providers: [
    {
      provide: CARRIER_INSIGHT,
      inject: [RouteBook, Traces],
      useFactory: (book: RouteBook, traces: Traces): CarrierInsight => ({
        priceOf: (carrierId, numberPrefix) => book.priceOf(carrierId, numberPrefix),
        traced: (carrierId) => traces.askAll(carrierId),
      }),
    },
  ],
  exports: [CARRIER_INSIGHT],
})
export class CarrierInsightModule {}
