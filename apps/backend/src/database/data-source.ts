import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { ApiKeyEntity } from '../applications/api-key.entity.js';
import { ApplicationEntity } from '../applications/application.entity.js';
import { PolicyEntity } from '../applications/policy.entity.js';
import { AuditEntity } from '../audit/audit.entity.js';
import { AttemptEntity, AttemptPartEntity } from '../delivery/attempt.entity.js';
import { MessageEntity } from '../delivery/message.entity.js';
import { MessageSearchEntity, NumberFilterEntity } from '../message-log/search/message-search.entity.js';
import { AttemptThrottleEntity } from '../operators/attempt-throttle.entity.js';
import { VerificationSearchEntity } from '../message-log/verifications/verification-search.entity.js';
import { NumberRevealEntity } from '../message-log/reveal/number-reveal.entity.js';
import { LinkEntity } from '../operators/link.entity.js';
import { OperatorEntity } from '../operators/operator.entity.js';
import { PasskeyEntity } from '../operators/passkey.entity.js';
import { RecoveryCodeEntity } from '../operators/recovery-code.entity.js';
import { SessionEntity } from '../operators/session.entity.js';
import { SettingEntity } from '../operators/setting.entity.js';
import { SetupEntity } from '../operators/setup.entity.js';
import { SignInStepEntity } from '../operators/sign-in-step.entity.js';
import { SavedViewEntity } from '../operators/views/saved-view.entity.js';
import { IdempotencyEntity } from '../otp/idempotency.entity.js';
import { RecipientEntity } from '../otp/recipient.entity.js';
import { VerificationEntity } from '../otp/verification.entity.js';
import { ReceiptEntity } from '../receipts/receipt.entity.js';
import { CarrierEntity } from '../sms-transport/carrier.entity.js';
import { BindLeaseEntity } from '../sms-transport/bind-lease.entity.js';
import { PriceEntity } from '../sms-transport/price.entity.js';
import { RouteEntity } from '../sms-transport/route.entity.js';
import { SenderRuleEntity } from '../sms-transport/sender-rule.entity.js';
import { TraceAnswerEntity } from '../sms-transport/trace-answer.entity.js';
import { InboundEntity } from '../receipts/inbound.entity.js';
import { ReceiptFormEntity } from '../receipts/receipt-form.entity.js';
import {
  CostRollUpEntity,
  MessageRollUpEntity,
  RollUpProgressEntity,
  TimeRollUpEntity,
  VerificationRollUpEntity,
} from '../statistics/roll-up.entity.js';
import { CountryLocaleEntity } from '../templates/country-locale.entity.js';
import { LocaleEntity } from '../templates/locale.entity.js';
import { TemplateEntity, TemplateVersionEntity } from '../templates/template.entity.js';
import { Initial1764000000000 } from './migrations/1764000000000-initial.js';
import { Operators1764100000000 } from './migrations/1764100000000-operators.js';
import { ServingRole1764200000000 } from './migrations/1764200000000-serving-role.js';
import { Transport1764300000000 } from './migrations/1764300000000-transport.js';
import { Texts1764400000000 } from './migrations/1764400000000-texts.js';
import { MessageSearch1764500000000 } from './migrations/1764500000000-message-search.js';
import { VerificationSearch1764500100000 } from './migrations/1764500100000-verification-search.js';
import { SavedViews1764500200000 } from './migrations/1764500200000-saved-views.js';
import { Settings1764500400000 } from './migrations/1764500400000-settings.js';
import { LeanCopies1764500500000 } from './migrations/1764500500000-lean-copies.js';
import { RollUps1764500300000 } from './migrations/1764500300000-roll-ups.js';
import { SixHourCounts1764500600000 } from './migrations/1764500600000-six-hour-counts.js';
import { CheckTimes1764500700000 } from './migrations/1764500700000-check-times.js';
import { sessionOptions, type SessionLimits } from './sessions.js';

export const ENTITIES = [
  ApplicationEntity,
  PolicyEntity,
  ApiKeyEntity,
  RecipientEntity,
  VerificationEntity,
  IdempotencyEntity,
  MessageEntity,
  AttemptEntity,
  AttemptPartEntity,
  ReceiptEntity,
  MessageSearchEntity,
  VerificationSearchEntity,
  NumberFilterEntity,
  CarrierEntity,
  RouteEntity,
  BindLeaseEntity,
  PriceEntity,
  SenderRuleEntity,
  TraceAnswerEntity,
  InboundEntity,
  ReceiptFormEntity,
  LocaleEntity,
  CountryLocaleEntity,
  TemplateEntity,
  TemplateVersionEntity,
  OperatorEntity,
  PasskeyEntity,
  RecoveryCodeEntity,
  SessionEntity,
  SignInStepEntity,
  AttemptThrottleEntity,
  LinkEntity,
  SettingEntity,
  SetupEntity,
  SavedViewEntity,
  NumberRevealEntity,
  AuditEntity,
  MessageRollUpEntity,
  VerificationRollUpEntity,
  TimeRollUpEntity,
  CostRollUpEntity,
  RollUpProgressEntity,
];

/** Oldest first; a new one is added at the end and never edited after it has been released. */
export const MIGRATIONS = [
  Initial1764000000000,
  Operators1764100000000,
  ServingRole1764200000000,
  Transport1764300000000,
  Texts1764400000000,
  MessageSearch1764500000000,
  VerificationSearch1764500100000,
  SavedViews1764500200000,
  RollUps1764500300000,
  Settings1764500400000,
  LeanCopies1764500500000,
  SixHourCounts1764500600000,
  CheckTimes1764500700000,
];

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown by pg_stat_activity. */
  readonly applicationName: string;
  /** What no session of a server may exceed. Commands have none: a migration takes as long as it takes. */
  readonly limits?: SessionLimits;
}

/** The one DataSource. `synchronize` stays off: the schema changes by migrations that a person has read. */
export function createDataSource({ url, poolSize, applicationName, limits }: DatabaseOptions): DataSource {
  const { connectionTimeoutMillis, ...extra } = sessionOptions(limits);
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    applicationName,
    entities: ENTITIES,
    migrations: MIGRATIONS,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
    connectTimeoutMS: connectionTimeoutMillis,
    extra,
  });
}

/** TypeORM's own connection pool, for the statements that the hot path runs by name. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
