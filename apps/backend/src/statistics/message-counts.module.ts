import { Global, Module } from '@nestjs/common';
import { ReadGate } from '../database/read-gate.js';
import { MESSAGE_COUNTS } from '../platform/ports.js';
import { CountedMessages } from './message-counts.js';

/** For the rooms that search, which may not know this one: how many there were. */
@Global()
@Module({
  providers: [
    { provide: MESSAGE_COUNTS, inject: [ReadGate], useFactory: (reads: ReadGate) => new CountedMessages(reads) },
  ],
  exports: [MESSAGE_COUNTS],
})
export class MessageCountsModule {}
