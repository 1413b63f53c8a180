import { PgBoss, type Job as Taken } from 'pg-boss';
import { JOBS_SCHEMA } from '../database/jobs-schema.js';

/** Work that nobody waits for, done by whichever node takes it. */
export interface Job {
  readonly name: string;
  /** UTC. */
  readonly cron: string;
  /** What lasts longer is stopped; the next one goes on where it ended. */
  readonly longestSeconds: number;
  /** Each day once, as soon as a node is there that day; otherwise whenever the schedule says. */
  readonly isDaily: boolean;
  run(signal: AbortSignal): Promise<void>;
}

export interface JobsOptions {
  readonly databaseUrl: string;
  readonly applicationName: string;
  readonly jobs: readonly Job[];
  readonly onError: (job: Job | undefined, error: unknown) => void;
}

const POLL_SECONDS = 30;
const STOP_MS = 3_000;
const DAY_SECONDS = 86_400;

/**
 * Does each job when it is due, on whichever node takes it. pg-boss keeps its tables in a schema of its own, which
 * migrations make, and its two connections apart from the ones that serve requests. What was missed while everything
 * was down is made up for, once.
 */
export class Jobs {
  private boss: PgBoss | undefined;
  private stopping = new AbortController();

  constructor(private readonly options: JobsOptions) {}

  /** Throws when the tables of pg-boss are not there or not of this version. */
  async start(): Promise<void> {
    const boss = new PgBoss({
      connectionString: this.options.databaseUrl,
      application_name: this.options.applicationName,
      schema: JOBS_SCHEMA,
      max: 2,
      cronWorkerIntervalSeconds: POLL_SECONDS,
      // The role that serves owns nothing: what changes tables or indexes is left to migrations and to autovacuum.
      migrate: false,
      reindex: false,
      // It would keep this machine's name, and nobody asks for it.
      registerInstance: false,
      openTelemetry: { enabled: false },
    });
    boss.on('error', (error) => this.options.onError(undefined, error));
    this.stopping = new AbortController();
    this.boss = boss;
    await boss.start();
    for (const job of this.options.jobs) await this.add(boss, job);
  }

  /** What is under way ends at its next step. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.boss?.stop({ graceful: true, timeout: STOP_MS });
    this.boss = undefined;
  }

  private async add(boss: PgBoss, job: Job): Promise<void> {
    const { name, cron, longestSeconds, isDaily } = job;
    // An hour later there is another; a day is longer.
    const retry = isDaily ? { retryLimit: 5, retryDelay: 60 } : { retryLimit: 0 };
    await boss.createQueue(name, { policy: 'stately', expireInSeconds: longestSeconds, ...retry });
    const once = isDaily ? { singletonSeconds: DAY_SECONDS } : {};
    await boss.schedule(name, cron, null, { missed: 'once', ...once });
    if (isDaily) await boss.send(name, null, once);
    await boss.work(name, { pollingIntervalSeconds: POLL_SECONDS }, (taken) => this.work(job, taken));
  }

  private async work(job: Job, taken: readonly Pick<Taken, 'signal'>[]): Promise<void> {
    for (const { signal } of taken) {
      const isDone = await this.perform(job, AbortSignal.any([signal, this.stopping.signal]));
      // What is thrown here pg-boss keeps; the error itself may hold a statement and its parameters.
      if (!isDone) throw new Error('the log says why');
    }
  }

  private async perform(job: Job, signal: AbortSignal): Promise<boolean> {
    try {
      await job.run(signal);
      return true;
    } catch (error) {
      this.options.onError(job, error);
      return false;
    }
  }
}
