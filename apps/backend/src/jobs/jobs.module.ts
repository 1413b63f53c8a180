import { Module } from '@nestjs/common';
import { AuditAnchor } from '../audit/audit-anchor.js';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../platform/log.js';
import { RetentionModule } from '../retention/retention.module.js';
import { Retention } from '../retention/retention.js';
import { RollUps } from '../statistics/roll-ups.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { Jobs, type Job } from './jobs.js';

/** What is done at its time and not on demand. */
@Module({
  imports: [RetentionModule, StatisticsModule],
  providers: [
    {
      provide: Jobs,
      inject: [CONFIG, Log, Retention, AuditAnchor, RollUps],
      useFactory: (
        { database, nodeId }: Config,
        log: Log,
        retention: Retention,
        anchor: AuditAnchor,
        rollUps: RollUps,
      ) =>
        new Jobs({
          databaseUrl: database.url,
          applicationName: `codewire jobs ${nodeId}`,
          jobs: [sweep(retention, log), writeAnchor(anchor, log), rollUp(rollUps), recount(rollUps)],
          onError: (job, error) => log.fault(job === undefined ? 'jobs_failed' : `${job.name}_failed`, error),
        }),
    },
  ],
  exports: [Jobs],
})
export class JobsModule {}

/** Not on the hour, when everyone else's jobs run. */
function sweep(retention: Retention, log: Log): Job {
  return {
    name: 'retention',
    cron: '17 * * * *',
    longestSeconds: 3_000,
    isDaily: false,
    run: async (signal) => {
      const deleted = await retention.sweep(signal);
      for (const [table, rows] of Object.entries(deleted)) log.info({ event: 'retention', table, rows });
    },
  };
}

function writeAnchor(anchor: AuditAnchor, log: Log): Job {
  return {
    name: 'audit_anchor',
    cron: '7 0 * * *',
    longestSeconds: 60,
    isDaily: true,
    run: async () => log.info({ event: 'audit_anchor', ...(await anchor.read()) }),
  };
}

/** Each run ends where the time does, and the next goes on from there: the past of a large database takes some runs. */
function rollUp(rollUps: RollUps): Job {
  return {
    name: 'roll_up',
    cron: '* * * * *',
    longestSeconds: 300,
    isDaily: false,
    run: (signal) => rollUps.advance(signal),
  };
}

function recount(rollUps: RollUps): Job {
  return {
    name: 'roll_up_recount',
    cron: '37 0 * * *',
    longestSeconds: 3_000,
    isDaily: true,
    run: (signal) => rollUps.recount(signal),
  };
}
