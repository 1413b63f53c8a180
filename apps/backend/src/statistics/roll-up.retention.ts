import type { Tx } from '../database/sql.js';
import { floorTo, LENGTH_MS } from './grains.js';
import { KEEPING } from './roll-up-tables.js';

/**
 * Deletes the counts of hours, six hours and days that ended before that time, when their messages went; returns how many
 * rows. The day in which it lies stays while some of its messages do.
 */
export async function deleteRollUps(tx: Tx, before: Date): Promise<number> {
  let deleted = 0;
  for (const { forget } of KEEPING) {
    for (const grain of ['hour', 'six_hours', 'day'] as const) {
      deleted += await tx.count(forget, [grain, new Date(floorTo(LENGTH_MS[grain], before.getTime()))]);
    }
  }
  return deleted;
}
