import { reachOf, type Permission, type Role } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';
import type { SessionWatch } from '../platform/ports.js';
import { ALIVE } from './session.store.js';
import { MEETS_POLICY } from './setting.store.js';

const WATCH: Statement = {
  name: 'session_watch',
  text: `select s.id, o.role from session s join operator o on o.id = s.operator_id cross join setting t
    where s.id = any ($1) and ${ALIVE} and o.deactivated_at is null and o.enrolled_at is not null and ${MEETS_POLICY}`,
};

/** Asks for many sessions at once what the guard asks at the door. Does not count as being seen. */
export class WatchedSessions implements SessionWatch {
  constructor(private readonly sql: Queryable) {}

  async whoMayStay(sessionIds: readonly string[], permission: Permission): Promise<ReadonlySet<string>> {
    const rows = await this.sql.rows<{ id: string; role: Role }>(WATCH, [sessionIds]);
    return new Set(rows.filter(({ role }) => reachOf(role, permission) !== undefined).map(({ id }) => id));
  }
}
