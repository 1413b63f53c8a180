import { Module } from '@nestjs/common';
import { Sql } from '../../database/sql.js';
import { Keyring } from '../../platform/keyring.js';
import { CARRIER_INSIGHT, type CarrierInsight } from '../../platform/ports.js';
import { InspectionController } from './inspection.controller.js';
import { MessageInspector } from './message-inspector.js';

/** One message as operators see it. */
@Module({
  controllers: [InspectionController],
  providers: [
    {
      provide: MessageInspector,
      inject: [Sql, Keyring, CARRIER_INSIGHT],
      useFactory: (sql: Sql, keyring: Keyring, carriers: CarrierInsight) =>
        new MessageInspector({ sql, carriers, keyring }),
    },
  ],
})
export class InspectionModule {}
