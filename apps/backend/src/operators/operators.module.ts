import { Module, type FactoryProvider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AuditLog } from '../audit/audit-log.js';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { Clock } from '../platform/clock.js';
import { Keyring } from '../platform/keyring.js';
import { Log } from '../platform/log.js';
import { AttemptThrottle } from './attempt-throttle.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccount } from './own-account.service.js';
import { OwnFactors } from './own-factors.service.js';
import { OwnPhones } from './own-phones.js';
import { Passkeys } from './passkeys.js';
import { Passwords } from './password.js';
import { SessionController } from './session.controller.js';
import { SessionGuard } from './session.guard.js';
import { Sessions } from './session.service.js';
import { SessionStore } from './session.store.js';
import { SettingsController } from './settings.controller.js';
import { SettingsDesk } from './settings.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInRecord } from './sign-in-record.js';
import { SignIn } from './sign-in.service.js';
import { SignInSteps } from './sign-in-steps.js';
import { SignOut } from './sign-out.service.js';
import { StepUp } from './step-up.service.js';
import { TotpSeeds } from './totp-seeds.js';

const PHONES: FactoryProvider = {
  provide: OwnPhones,
  inject: [Sql, Keyring, AuditLog],
  useFactory: (sql: Sql, keyring: Keyring, auditLog: AuditLog) => new OwnPhones(sql, keyring, auditLog),
};

const SETTINGS: FactoryProvider = {
  provide: SettingsDesk,
  inject: [Sql, AuditLog],
  useFactory: (sql: Sql, auditLog: AuditLog) => new SettingsDesk(sql, auditLog),
};

const SESSIONS: FactoryProvider[] = [
  { provide: SessionStore, inject: [Sql], useFactory: (sql: Sql) => new SessionStore(sql) },
  { provide: Sessions, inject: [CONFIG], useFactory: ({ admin }: Config) => new Sessions(admin.proxies) },
  {
    provide: APP_GUARD,
    inject: [SessionStore, CONFIG],
    useFactory: (sessions: SessionStore, { admin }: Config) => new SessionGuard({ sessions, proxies: admin.proxies }),
  },
];

/** What people prove themselves by, and what holds back those who guess at it. */
const PROOFS: FactoryProvider[] = [
  { provide: Passwords, useFactory: () => new Passwords() },
  {
    provide: AttemptThrottle,
    inject: [Sql, Keyring],
    useFactory: (sql: Sql, keyring: Keyring) => new AttemptThrottle(sql, keyring.lookupKey('attempts')),
  },
  { provide: SignInSteps, inject: [Keyring], useFactory: (keyring: Keyring) => new SignInSteps(keyring) },
  {
    provide: TotpSeeds,
    inject: [Keyring, Clock],
    useFactory: (keyring: Keyring, clock: Clock) => new TotpSeeds(keyring, clock),
  },
  { provide: Passkeys, inject: [CONFIG], useFactory: ({ admin }: Config) => new Passkeys(admin.consoleOrigin) },
  {
    provide: SignInRecord,
    inject: [Sql, AuditLog, Sessions, Log],
    useFactory: (sql: Sql, auditLog: AuditLog, sessions: Sessions, log: Log) =>
      new SignInRecord(sql, auditLog, sessions, log),
  },
];

interface Use {
  readonly sql: Sql;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly sessions: Sessions;
  readonly sessionStore: SessionStore;
  readonly passwords: Passwords;
  readonly throttle: AttemptThrottle;
  readonly steps: SignInSteps;
  readonly totpSeeds: TotpSeeds;
  readonly passkeys: Passkeys;
  readonly record: SignInRecord;
}

/** What the services below are made of; each takes of it what it declares. */
const USE = Symbol('what operators use');

const SERVICES: FactoryProvider[] = [
  {
    provide: USE,
    inject: [
      Sql,
      AuditLog,
      Clock,
      Sessions,
      SessionStore,
      Passwords,
      AttemptThrottle,
      SignInSteps,
      TotpSeeds,
      Passkeys,
      SignInRecord,
    ],
    useFactory: (
      sql: Sql,
      auditLog: AuditLog,
      clock: Clock,
      sessions: Sessions,
      sessionStore: SessionStore,
      passwords: Passwords,
      throttle: AttemptThrottle,
      steps: SignInSteps,
      totpSeeds: TotpSeeds,
      passkeys: Passkeys,
      record: SignInRecord,
    ): Use => ({
      sql,
      auditLog,
      clock,
      sessions,
      sessionStore,
      passwords,
      throttle,
      steps,
      totpSeeds,
      passkeys,
      record,
    }),
  },
  { provide: SignIn, inject: [USE], useFactory: (use: Use) => new SignIn(use) },
  {
    provide: SignOut,
    inject: [USE],
    useFactory: ({ sql, auditLog, sessions }: Use) => new SignOut(sql, auditLog, sessions),
  },
  { provide: StepUp, inject: [USE], useFactory: (use: Use) => new StepUp(use) },
  {
    provide: OwnAccount,
    inject: [USE, OwnPhones],
    useFactory: (use: Use, phones: OwnPhones) => new OwnAccount({ ...use, phones }),
  },
  { provide: OwnFactors, inject: [USE], useFactory: (use: Use) => new OwnFactors(use) },
];

/** People: how they come in, what they may do, and how one takes leave of them. */
@Module({
  controllers: [SignInController, SessionController, OwnAccountController, SettingsController],
  providers: [...SESSIONS, ...PROOFS, ...SERVICES, PHONES, SETTINGS],
  exports: [AttemptThrottle, OwnPhones, Passwords, Sessions, SessionStore],
})
export class OperatorsModule {}
