import { Module } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Keyring } from '../../platform/keyring.js';
import { CARRIER_INSIGHT, type CarrierInsight } from '../../platform/ports.js';
import { MessageLogStore } from '../message-log.store.js';
import { InspectionController } from './inspection.controller.js';
import { InspectionStore } from './inspection.store.js';
import { MessageInspector } from './message-inspector.js';

/** One message as operators see it. */
@Module({
  controllers: [InspectionController],
  providers: [
    {
      provide: MessageInspector,
      inject: [Sql, Keyring, CARRIER_INSIGHT],
      useFactory: (sql: Sql, keyring: Keyring, carriers: CarrierInsight) =>
        new MessageInspector({
          sql,
          log: new MessageLogStore(sql),
          store: new InspectionStore(sql),
          carriers,
          keyring,
        }),
    },
  ],
})
export class InspectionModule {}
