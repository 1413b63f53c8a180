import { Module } from '@nestjs/common';
import { ReadGate } from '../../database/read-gate.js';
import { Sql } from '../../database/sql.js';
import { ChangedRows } from '../../platform/changed-rows.js';
import { Clock } from '../../platform/clock.js';
import { Closing } from '../../platform/closing.js';
import { Keyring } from '../../platform/keyring.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { MESSAGE_COUNTS, SESSION_WATCH, type MessageCounts, type SessionWatch } from '../../platform/ports.js';
import { AdminMessageSearchController } from './admin-message-search.controller.js';
import { CopyLoop } from './copy-loop.js';
import { CopySweep } from './copy-sweep.js';
import { copyMessages } from './copy.store.js';
import { LiveMessages } from './live-messages.js';
import { LiveTail } from './live-tail.js';
import { MessageCopies } from './message-copies.js';
import { MessageSearch } from './message-search.js';
import { NumberFilters } from './number-filters.js';
import { findRows } from './search-rows.js';
import { SearchStore } from './search.store.js';
import { TailStore } from './tail.store.js';

/** What the console searches: copies of messages, kept up beside the way that messages go. */
@Module({
  controllers: [AdminMessageSearchController],
  providers: [
    {
      provide: MessageCopies,
      inject: [Sql, ChangedRows, Metrics, Log],
      useFactory: (sql: Sql, changed: ChangedRows, metrics: Metrics, log: Log) => {
        const onCopied = (rows: number) => metrics.copied('message', rows);
        return new MessageCopies(
          new CopyLoop({
            kind: 'message',
            changed,
            copy: (ids) => copyMessages(sql, ids),
            onCopied,
            onBehind: (seconds) => metrics.copyBehind('message', seconds),
            onError: (error) => log.fault('messages_not_copied', error),
          }),
          new CopySweep({ sql, onCopied, onError: (error) => log.fault('message_copies_not_swept', error) }),
        );
      },
    },
    {
      provide: NumberFilters,
      inject: [Sql, Keyring],
      useFactory: (sql: Sql, keyring: Keyring) => new NumberFilters(sql, keyring),
    },
    {
      provide: MessageSearch,
      inject: [Sql, ReadGate, NumberFilters, Keyring, MESSAGE_COUNTS, Clock],
      useFactory: (
        sql: Sql,
        reads: ReadGate,
        numbers: NumberFilters,
        keyring: Keyring,
        counts: MessageCounts,
        clock: Clock,
      ) =>
        new MessageSearch({
          sql,
          store: new SearchStore(reads),
          numbers,
          keyring,
          counts,
          now: () => clock.now(),
          nowMs: () => performance.now(),
        }),
    },
    {
      provide: LiveMessages,
      inject: [Sql, ReadGate, MessageSearch, Keyring, SESSION_WATCH, Closing, Clock, Log],
      useFactory: (
        sql: Sql,
        reads: ReadGate,
        search: MessageSearch,
        keyring: Keyring,
        sessions: SessionWatch,
        closing: Closing,
        clock: Clock,
        log: Log,
      ) =>
        new LiveMessages({
          tail: new LiveTail(new TailStore(reads)),
          rowsOf: (ids) => findRows(sql, keyring, ids),
          countIn: (span, wanted) => search.countIn(span, wanted),
          sessions,
          closing: closing.signal,
          now: () => clock.now(),
          onError: (error) => log.fault('messages_not_watched', error),
        }),
    },
  ],
  exports: [MessageCopies, MessageSearch, NumberFilters],
})
export class MessageSearchModule {}
