import type { Role } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../database/sql.js';
import { MOST_SESSIONS } from './session-limits.js';
import type { SessionEntity } from './session.entity.js';
import { MEETS_POLICY } from './setting.store.js';

export interface LiveSession {
  readonly sessionId: string;
  readonly operatorId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly applicationIds: string[];
  readonly isEnrolled: boolean;
  /** He has the second factor that the settings ask of his role. */
  readonly meetsPolicy: boolean;
  readonly provenAt: Date;
  /** True while the last proof counts, by the clock that noted it. */
  readonly isFresh: boolean;
  /** How long it counts. */
  readonly stepUpMinutes: number;
  readonly expiresAt: Date;
  /** True once a minute: the time that it was last seen is written no oftener. */
  readonly isDueToBeSeen: boolean;
}

export interface NewSession {
  readonly id: string;
  readonly secretHash: Buffer;
  readonly operatorId: string;
  readonly method: SessionEntity['method'];
  readonly device: string;
  readonly address: string;
}

export interface EndedSession {
  readonly sessionId: string;
  /** Of its operator. */
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export type SessionRow = Omit<SessionEntity, 'secretHash'>;

/** Of a session `s`: neither over nor idle, by the settings of this moment. One that was opened under longer times ends by the shorter. */
export const ALIVE = `s.expires_at > statement_timestamp()
  and s.created_at > statement_timestamp() - make_interval(hours => (select absolute_hours from setting))
  and s.last_seen_at > statement_timestamp() - make_interval(mins => (select idle_minutes from setting))`;

const FIND: Statement = {
  name: 'session_find',
  text: `select s.id as "sessionId", o.id as "operatorId", o.email, o.name, o.role, o.application_ids as "applicationIds",
      o.enrolled_at is not null as "isEnrolled", s.proven_at as "provenAt", s.expires_at as "expiresAt",
      s.proven_at >= statement_timestamp() - make_interval(mins => t.step_up_minutes) as "isFresh",
      t.step_up_minutes as "stepUpMinutes", ${MEETS_POLICY} as "meetsPolicy",
      s.last_seen_at < statement_timestamp() - interval '1 min' as "isDueToBeSeen"
    from session s join operator o on o.id = s.operator_id cross join setting t
    where s.secret_hash = $1 and ${ALIVE} and o.deactivated_at is null`,
};

// The operator first, as whoever ends his sessions does: so neither waits for the other.
const SEE: Statement = {
  name: 'session_see',
  text: `with seen as (
      update operator o set last_seen_at = statement_timestamp() from session s
      where s.id = $1 and o.id = s.operator_id returning s.id
    ) update session s set last_seen_at = statement_timestamp() from seen where s.id = seen.id`,
};

const INSERT: Statement = {
  name: 'session_insert',
  text: `insert into session (id, secret_hash, operator_id, method, device, address, created_at, last_seen_at, proven_at, expires_at)
    select $1, $2, $3, $4, $5, $6, statement_timestamp(), statement_timestamp(), statement_timestamp(),
      statement_timestamp() + make_interval(hours => absolute_hours) from setting`,
};

// Sign-ins of one operator take turns, so that two at once do not both find room.
const KEEP_NEWEST: Statement = {
  name: 'session_keep_newest',
  text: `delete from session where id in (
      select id from session where operator_id = $1 order by last_seen_at desc, created_at desc, id offset ${MOST_SESSIONS}
    )`,
};

const LOCK_OPERATOR: Statement = {
  name: 'session_lock_operator',
  text: `update operator set last_seen_at = statement_timestamp() where id = $1`,
};

const PROVE: Statement = {
  name: 'session_prove',
  text: `update session s set secret_hash = $2, proven_at = statement_timestamp(), last_seen_at = statement_timestamp()
    where s.id = $1 and ${ALIVE}`,
};

const RENEW: Statement = {
  name: 'session_renew',
  text: `update session s set secret_hash = $2, last_seen_at = statement_timestamp() where s.id = $1 and ${ALIVE}`,
};

const LIST: Statement = {
  name: 'session_list',
  text: `select s.id, s.operator_id as "operatorId", s.method, s.device, s.address, s.created_at as "createdAt",
      s.last_seen_at as "lastSeenAt", s.proven_at as "provenAt", s.expires_at as "expiresAt"
    from session s where s.operator_id = $1 and ${ALIVE} order by s.last_seen_at desc, s.id`,
};

const IS_ALIVE: Statement = {
  name: 'session_is_alive',
  text: `select from session s where s.id = $1 and ${ALIVE}`,
};

const END_ONE: Statement = {
  name: 'session_end_one',
  text: `delete from session where id = $1 and operator_id = $2`,
};

const END_BY_SECRET: Statement = {
  name: 'session_end_by_secret',
  text: `delete from session s using operator o where s.secret_hash = $1 and o.id = s.operator_id
    returning s.id as "sessionId", o.id, o.email, o.name`,
};

const END_ALL: Statement = {
  name: 'session_end_all',
  text: `delete from session where operator_id = $1 and id is distinct from $2`,
};

/** Sessions. Nothing of them is kept in memory: one that is ended here is ended on every node. */
export class SessionStore {
  constructor(private readonly sql: Queryable) {}

  /** One that is neither over nor idle, of an operator who is still active. */
  async find(secretHash: Buffer): Promise<LiveSession | undefined> {
    return (await this.sql.rows<LiveSession>(FIND, [secretHash]))[0];
  }

  async see(sessionId: string): Promise<void> {
    await this.sql.count(SEE, [sessionId]);
  }

  list(operatorId: string): Promise<SessionRow[]> {
    return this.sql.rows<SessionRow>(LIST, [operatorId]);
  }
}

/** Opens a session; of more than five the one that was seen least recently ends. */
export async function insertSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.count(LOCK_OPERATOR, [session.operatorId]);
  await Promise.all([
    tx.count(INSERT, [
      session.id,
      session.secretHash,
      session.operatorId,
      session.method,
      session.device,
      session.address,
    ]),
    tx.count(KEEP_NEWEST, [session.operatorId]),
  ]);
}

/** Notes a fresh proof and gives the session another secret. False when it has ended meanwhile. */
export async function proveSession(tx: Tx, sessionId: string, secretHash: Buffer): Promise<boolean> {
  return (await tx.count(PROVE, [sessionId, secretHash])) === 1;
}

/** Gives the session another secret; how fresh its proof is stays. False when it has ended meanwhile. */
export async function renewSession(tx: Tx, sessionId: string, secretHash: Buffer): Promise<boolean> {
  return (await tx.count(RENEW, [sessionId, secretHash])) === 1;
}

/** False when it has ended since its request came in: its operator was changed or removed meanwhile. */
export async function isSessionAlive(tx: Tx, sessionId: string): Promise<boolean> {
  return (await tx.rows(IS_ALIVE, [sessionId])).length === 1;
}

/** False when that operator has no such session. */
export async function endSession(tx: Tx, sessionId: string, operatorId: string): Promise<boolean> {
  return (await tx.count(END_ONE, [sessionId, operatorId])) === 1;
}

/** Ends the session with that secret, over or not, and tells whose it was; undefined when there is none. */
export async function endSessionBySecret(tx: Tx, secretHash: Buffer): Promise<EndedSession | undefined> {
  return (await tx.rows<EndedSession>(END_BY_SECRET, [secretHash]))[0];
}

/** Ends all of an operator's sessions but the one named; returns how many. */
export function endSessions(tx: Tx, operatorId: string, except: string | null = null): Promise<number> {
  return tx.count(END_ALL, [operatorId, except]);
}
