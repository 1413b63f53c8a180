import type { Tx } from '../database/sql.js';
import { floorTo, HOUR_MS } from './grains.js';
import { KEEPING } from './roll-up-tables.js';

/** Deletes the counts of hours and days from before that time, when their messages went; returns how many rows. */
export async function deleteRollUps(tx: Tx, before: Date): Promise<number> {
  const wholeHour = new Date(floorTo(HOUR_MS, before.getTime()));
  let deleted = 0;
  for (const { forget } of KEEPING) {
    for (const grain of ['hour', 'day'] as const) deleted += await tx.count(forget, [grain, wholeHour]);
  }
  return deleted;
}
