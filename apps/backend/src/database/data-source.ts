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
];

export interface DatabaseOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown by pg_stat_activity. */
  readonly applicationName: string;
  /** What no session of a server may exceed. Commands have none: a migration takes as long as it takes. */
  readonly limits?: SessionLimits;
}

export interface SessionLimits {
  readonly settings: readonly string[];
  readonly connectMs: number;
}

/**
 * One node must never hold up the others. One that stands still in the middle of a transaction, or is cut off from
 * the database, keeps its row locks: the server ends it after five seconds, by its own clock (idle_in_transaction)
 * or by that of TCP, which a connection over a Unix socket has none of and passes over. A statement whose client has
 * closed the connection ends within a second. Whoever meets a lock waits half a second and is then told so. `sql.ts`
 * limits what the client waits for.
 */
export const SERVING_LIMITS: SessionLimits = {
  settings: [
    'idle_in_transaction_session_timeout=5000',
    'lock_timeout=500',
    'statement_timeout=10000',
    'client_connection_check_interval=1000',
    'tcp_keepalives_idle=3',
    'tcp_keepalives_interval=1',
    'tcp_keepalives_count=2',
    'tcp_user_timeout=5000',
  ],
  connectMs: 1_500,
};

const PATIENT_CONNECT_MS = 5_000;
const KEEP_ALIVE_AFTER_MS = 3_000;

/**
 * Statements here name the keys of the rows they want, and the planner need not guess: where a table has grown since its
 * statistics were made, it takes it for small and reads it from end to end, in a plan that a connection then keeps. A
 * plan for any values, made once, also saves a planning at each run. `jit` compiles what runs for a millisecond.
 */
const PLANNER_SETTINGS = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
  'jit=off',
];

/** The one DataSource. `synchronize` stays off: the schema changes by migrations that a person has read. */
export function createDataSource({ url, poolSize, applicationName, limits }: DatabaseOptions): DataSource {
  const settings = [...PLANNER_SETTINGS, ...(limits?.settings ?? [])];
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
    connectTimeoutMS: limits?.connectMs ?? PATIENT_CONNECT_MS,
    extra: {
      idleTimeoutMillis: 60_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      options: settings.map((setting) => `-c ${setting}`).join(' '),
    },
  });
}

/** TypeORM's own connection pool, for the statements that the hot path runs by name. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
