import { Global, Module } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { TEXT_USE } from '../platform/ports.js';
import { CountedTextUse } from './text-use.js';

/** For the room of texts, which may not know this one: how much each wording is sent. */
@Global()
@Module({
  providers: [
    { provide: TEXT_USE, inject: [Sql], useFactory: (sql: Sql) => new CountedTextUse(sql, () => new Date()) },
  ],
  exports: [TEXT_USE],
})
export class TextUseModule {}
