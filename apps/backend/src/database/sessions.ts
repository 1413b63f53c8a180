import { Pool, type PoolConfig } from 'pg';

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

export interface ServingPoolOptions {
  readonly url: string;
  readonly poolSize: number;
  /** Shown by pg_stat_activity. */
  readonly applicationName: string;
}

/** What every session has, and every connection to it. */
export function sessionOptions(limits?: SessionLimits): PoolConfig & { readonly connectionTimeoutMillis: number } {
  const settings = [...PLANNER_SETTINGS, ...(limits?.settings ?? [])];
  return {
    connectionTimeoutMillis: limits?.connectMs ?? PATIENT_CONNECT_MS,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    options: settings.map((setting) => `-c ${setting}`).join(' '),
  };
}

/** Connections with a server's limits, for a thread that has no data source: entities and migrations are not loaded for it. */
export function createServingPool({ url, poolSize, applicationName }: ServingPoolOptions): Pool {
  const pool = new Pool({
    ...sessionOptions(SERVING_LIMITS),
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
  });
  // One that is lost while nobody uses it is replaced at the next use.
  return pool.on('error', () => undefined);
}
