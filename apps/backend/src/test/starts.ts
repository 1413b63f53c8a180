import { expect } from 'vitest';
import type { Client } from './client.js';
import type { OpenDatabase } from './database.js';
import { freshNumber } from './numbers.js';

/** Starts a verification that must be accepted; tells its code, which the caller's key reveals. */
export async function begin(client: Client, number = freshNumber()) {
  const { status, body } = await client.start({ number, language: 'en' });
  expect(status).toBe(201);
  return { ...body, number, passcode: body.passcode ?? '' };
}

/** A code of the same length that is not this one. */
export const wrongCode = (code: string) => code.replace(/\d$/, (last) => String((Number(last) + 1) % 10));

/** Sets back the clock of everything the limits of a verification's number look at. */
export async function age({ pool }: OpenDatabase, verificationId: string, seconds: number): Promise<void> {
  const earlier = (column: string) =>
    `(select coalesce(array_agg(t - make_interval(secs => $2) order by t), '{}') from unnest(r.${column}) t)`;
  await pool.query(
    `update recipient r set sends = ${earlier('sends')}, wrong_checks = ${earlier('wrong_checks')}
      from verification v where v.id = $1 and r.application_id = v.application_id and r.number_hash = v.number_hash`,
    [verificationId, seconds],
  );
}
