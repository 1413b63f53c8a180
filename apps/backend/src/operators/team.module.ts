import { Module } from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { CONFIG, type Config } from '../config/config.js';
import { Sql } from '../database/sql.js';
import { SMS_LANGUAGES, type SmsLanguages } from '../platform/ports.js';
import { AttemptThrottle } from './attempt-throttle.js';
import { LinkController } from './link.controller.js';
import { Links } from './link.service.js';
import { OperatorsModule } from './operators.module.js';
import { Passwords } from './password.js';
import { Sessions } from './session.service.js';
import { SessionStore } from './session.store.js';
import { SetupController } from './setup.controller.js';
import { Setup } from './setup.service.js';
import { TeamController } from './team.controller.js';
import { TeamSessions } from './team-sessions.service.js';
import { Team } from './team.service.js';

/** Who is in the team: the first of them, those who are invited, and what becomes of each. */
@Module({
  imports: [OperatorsModule],
  controllers: [SetupController, LinkController, TeamController],
  providers: [
    {
      provide: Setup,
      inject: [Sql, AuditLog, Sessions, SessionStore, Passwords, SMS_LANGUAGES],
      useFactory: (
        sql: Sql,
        auditLog: AuditLog,
        sessions: Sessions,
        sessionStore: SessionStore,
        passwords: Passwords,
        languages: SmsLanguages,
      ) => new Setup({ sql, auditLog, sessions, sessionStore, passwords, languages }),
    },
    {
      provide: Links,
      inject: [Sql, AuditLog, Sessions, Passwords, AttemptThrottle],
      useFactory: (sql: Sql, auditLog: AuditLog, sessions: Sessions, passwords: Passwords, throttle: AttemptThrottle) =>
        new Links({ sql, auditLog, sessions, passwords, throttle }),
    },
    {
      provide: Team,
      inject: [Sql, AuditLog, CONFIG],
      useFactory: (sql: Sql, auditLog: AuditLog, { admin }: Config) =>
        new Team({ sql, auditLog, consoleOrigin: admin.consoleOrigin }),
    },
    {
      provide: TeamSessions,
      inject: [Sql, AuditLog],
      useFactory: (sql: Sql, auditLog: AuditLog) => new TeamSessions({ sql, auditLog }),
    },
  ],
})
export class TeamModule {}
