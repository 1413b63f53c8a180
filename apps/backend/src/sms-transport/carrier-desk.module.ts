import { Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { AuditReader } from '../audit/audit-reader.js';
import { Sql } from '../database/sql.js';
import { Clock } from '../platform/clock.js';
import { Closing } from '../platform/closing.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { LEARNT_FORMS, SESSION_WATCH, type LearntForms, type SessionWatch } from '../platform/ports.js';
import { AdminCarriersController } from './admin-carriers.controller.js';
import { checkCarrier, type CarrierCheck } from './carrier-check.js';
import { CarrierDesk } from './carrier-desk.js';
import { CarrierOverviewStore } from './carrier-overview.store.js';
import { Carriers } from './carriers.js';
import { LiveBinds } from './live-binds.js';
import { SmsTransportModule } from './sms-transport.module.js';
import { Traces } from './traces.js';

/** For each step: all of them must be over before the console's proxy gives up a silent answer. */
const STEP_MS = 4_500;

const check: CarrierCheck = (account) => checkCarrier({ ...account, timeoutMs: STEP_MS });

/** What operators see of carriers, and do with them. */
@Module({
  imports: [SmsTransportModule],
  controllers: [AdminCarriersController],
  providers: [
    {
      provide: CarrierDesk,
      inject: [Sql, AuditLog, AuditReader, Keyring, LEARNT_FORMS, Traces, Clock],
      useFactory: (
        sql: Sql,
        audit: AuditLog,
        reader: AuditReader,
        keyring: Keyring,
        forms: LearntForms,
        traces: Traces,
        clock: Clock,
      ) =>
        new CarrierDesk({
          store: new CarrierOverviewStore(sql),
          carriers: new Carriers({ sql, audit, keyring, check, nowMs: () => clock.now().getTime() }),
          keyring,
          check,
          audit: reader,
          forms,
          askTrace: (carrierId) => traces.ask(carrierId),
        }),
    },
    {
      provide: LiveBinds,
      inject: [Sql, SESSION_WATCH, Closing, Clock, Log],
      useFactory: (sql: Sql, sessions: SessionWatch, closing: Closing, clock: Clock, log: Log) =>
        new LiveBinds({
          store: new CarrierOverviewStore(sql),
          sessions,
          closing: closing.signal,
          now: () => clock.now(),
          onError: (error) => log.fault('carriers_not_watched', error),
        }),
    },
  ],
})
export class CarrierDeskModule {}
