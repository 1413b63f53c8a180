import { Module } from '@nestjs/common';
import { AuditAnchor } from '../audit/audit-anchor.js';
import { CONFIG, type Config } from '../config/config.js';
import { Log } from '../platform/log.js';
import { RetentionModule } from '../retention/retention.module.js';
import { Retention } from '../retention/retention.js';
import { Jobs, type Job } from './jobs.js';

/** What is done at its time and not on demand. */
@Module({
  imports: [RetentionModule],
  providers: [
    {
      provide: Jobs,
      inject: [CONFIG, Log, Retention, AuditAnchor],
      useFactory: ({ database, nodeId }: Config, log: Log, retention: Retention, anchor: AuditAnchor) =>
        new Jobs({
          databaseUrl: database.url,
          applicationName: `codewire jobs ${nodeId}`,
          jobs: [sweep(retention, log), writeAnchor(anchor, log)],
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
