import { FOR_A_CALLER, type Sql, type Statement, type Tx } from '../database/sql.js';

const LOCK: Statement = {
  name: 'team_lock',
  text: `select pg_advisory_xact_lock(hashtextextended('codewire team', 0))`,
};

/**
 * Changes of who is in the team take turns, on all nodes: what one has looked at holds until its transaction ends, and
 * whoever comes next sees what it did. So no two of them break a rule together that each alone would keep.
 */
export function changeTeam<Result>(sql: Sql, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return sql.transaction(async (tx) => {
    await tx.rows(LOCK);
    return work(tx);
  }, FOR_A_CALLER);
}
