import { PgBoss, type Job } from 'pg-boss';
import type { Deleted, Retention } from './retention.js';

const QUEUE = 'retention';
/** Not on the hour, when everyone else's jobs run. */
const HOURLY = '17 * * * *';
/** A sweep that lasts longer is stopped; the next goes on where it ended. */
const LONGEST_SECONDS = 3_000;
const POLL_SECONDS = 30;
const STOP_MS = 3_000;

export interface RetentionServiceOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly retention: Pick<Retention, 'sweep'>;
  readonly onSwept: (deleted: Deleted) => void;
  readonly onError: (error: unknown) => void;
}

/**
 * Sweeps once an hour, on whichever node takes the job. pg-boss keeps its tables in a schema of its own, and its two
 * connections apart from the ones that serve requests. A sweep that was missed while everything was down is made up for.
 */
export class RetentionService {
  private boss: PgBoss | undefined;
  private stopping = new AbortController();

  constructor(private readonly options: RetentionServiceOptions) {}

  /** Throws when pg-boss cannot make or read its schema. */
  async start(): Promise<void> {
    const boss = new PgBoss({
      connectionString: this.options.databaseUrl,
      application_name: this.options.applicationName,
      max: 2,
      cronWorkerIntervalSeconds: POLL_SECONDS,
      // It would keep this machine's name, and nobody asks for it.
      registerInstance: false,
      openTelemetry: { enabled: false },
    });
    boss.on('error', this.options.onError);
    this.stopping = new AbortController();
    this.boss = boss;
    await boss.start();
    await boss.createQueue(QUEUE, { policy: 'stately', expireInSeconds: LONGEST_SECONDS, retryLimit: 0 });
    await boss.schedule(QUEUE, HOURLY, null, { missed: 'once' });
    await boss.work(QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, (jobs) => this.work(jobs));
  }

  /** A sweep under way ends with its present batch. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.boss?.stop({ graceful: true, timeout: STOP_MS });
    this.boss = undefined;
  }

  private async work(jobs: readonly Pick<Job, 'signal'>[]): Promise<void> {
    for (const { signal } of jobs) {
      try {
        const deleted = await this.options.retention.sweep(AbortSignal.any([signal, this.stopping.signal]));
        this.options.onSwept(deleted);
      } catch (error) {
        // Told here in our own words; what a job throws pg-boss would keep, statement and all.
        this.options.onError(error);
      }
    }
  }
}
