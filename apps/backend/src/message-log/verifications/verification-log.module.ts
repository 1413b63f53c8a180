import { Module } from '@nestjs/common';
import { ReadGate } from '../../database/read-gate.js';
import { Sql } from '../../database/sql.js';
import { ChangedRows } from '../../platform/changed-rows.js';
import { Clock } from '../../platform/clock.js';
import { Keyring } from '../../platform/keyring.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { CopyLoop } from '../search/copy-loop.js';
import { MessageSearchModule } from '../search/message-search.module.js';
import { NumberFilters } from '../search/number-filters.js';
import { VerificationCopies } from './verification-copies.js';
import { copyVerifications } from './verification-copy.store.js';
import { VerificationDetailStore } from './verification-detail.store.js';
import { VerificationLog } from './verification-log.js';
import { VerificationSearchStore } from './verification-search.store.js';
import { VerificationSweep } from './verification-sweep.js';
import { VerificationsController } from './verifications.controller.js';

/** What the console searches of verifications: copies, kept up beside the way that codes go. */
@Module({
  imports: [MessageSearchModule],
  controllers: [VerificationsController],
  providers: [
    {
      provide: VerificationCopies,
      inject: [Sql, ChangedRows, Metrics, Log],
      useFactory: (sql: Sql, changed: ChangedRows, metrics: Metrics, log: Log) => {
        const onCopied = (rows: number) => metrics.copied('verification', rows);
        return new VerificationCopies(
          new CopyLoop({
            kind: 'verification',
            changed,
            copy: (ids) => copyVerifications(sql, ids),
            onCopied,
            onBehind: (seconds) => metrics.copyBehind('verification', seconds),
            onError: (error) => log.fault('verifications_not_copied', error),
          }),
          new VerificationSweep({
            sql,
            onCopied,
            onError: (error) => log.fault('verification_copies_not_swept', error),
          }),
        );
      },
    },
    {
      provide: VerificationLog,
      inject: [Sql, ReadGate, NumberFilters, Keyring, Clock],
      useFactory: (sql: Sql, reads: ReadGate, numbers: NumberFilters, keyring: Keyring, clock: Clock) =>
        new VerificationLog({
          sql,
          store: new VerificationSearchStore(reads),
          details: new VerificationDetailStore(sql),
          numbers,
          keyring,
          now: () => clock.now(),
          nowMs: () => performance.now(),
        }),
    },
  ],
  exports: [VerificationCopies, VerificationLog],
})
export class VerificationLogModule {}
