import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications/applications.module.js';
import { Sql } from '../database/sql.js';
import { Keyring } from '../platform/keyring.js';
import { MessageLog } from './message-log.service.js';
import { MessagesController } from './messages.controller.js';

/** The read side: what was sent, and what became of it. */
@Module({
  imports: [ApplicationsModule],
  controllers: [MessagesController],
  providers: [
    {
      provide: MessageLog,
      inject: [Sql, Keyring],
      useFactory: (sql: Sql, keyring: Keyring) => new MessageLog({ sql, keyring, nowMs: () => performance.now() }),
    },
  ],
})
export class MessageLogModule {}
