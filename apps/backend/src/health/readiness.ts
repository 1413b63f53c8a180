import type { BindStates, BindStateView, DatabaseHealth, TextHealth } from '../platform/ports.js';

const PATIENCE_MS = 1_000;
/** Slowed by the carrier is bound all the same. */
const WELL: ReadonlySet<string> = new Set(['bound', 'throttled']);

export interface Readiness {
  /** `degraded`: codes are accepted, but a carrier that should be bound is not, here nor elsewhere. */
  readonly status: 'ready' | 'degraded' | 'unavailable';
  readonly database: 'up' | 'down';
  readonly schema: 'current' | 'outdated' | 'unknown';
  /** `missing`: no start could be served, in any language. */
  readonly texts: 'there' | 'missing';
  readonly binds: readonly BindStateView[];
}

export interface ReadinessOptions {
  readonly database: DatabaseHealth;
  readonly texts: TextHealth;
  readonly binds: BindStates;
  readonly isSender: boolean;
}

/**
 * Whether this process should be sent requests: its database answers within a second and has the schema it was built
 * for, and there are texts to send. A carrier that is down is told, and no reason to take the process out: messages wait for it in the outbox.
 */
export async function readReadiness({ database, texts, binds, isSender }: ReadinessOptions): Promise<Readiness> {
  const isUp = await holds(database.ping().then(() => true));
  const schema = isUp ? await schemaState(database) : 'unknown';
  const states = await binds.binds();
  const isServing = isUp && schema === 'current' && texts.isReady;
  const isWhole = !isSender || states.every((carrier) => WELL.has(carrier.state) || carrier.reason === 'not_enabled');
  return {
    status: isServing ? (isWhole ? 'ready' : 'degraded') : 'unavailable',
    database: isUp ? 'up' : 'down',
    schema,
    texts: texts.isReady ? 'there' : 'missing',
    binds: states,
  };
}

async function schemaState(database: DatabaseHealth): Promise<Readiness['schema']> {
  const isCurrent = await within(database.schemaIsCurrent()).catch(() => undefined);
  if (isCurrent === undefined) return 'unknown';
  return isCurrent ? 'current' : 'outdated';
}

async function holds(question: Promise<boolean>): Promise<boolean> {
  return within(question).catch(() => false);
}

/** Rejects when the answer takes longer than a probe waits; a late failure is nobody's any more. */
function within<Answer>(question: Promise<Answer>): Promise<Answer> {
  question.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer within a second')), PATIENCE_MS);
    question.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
