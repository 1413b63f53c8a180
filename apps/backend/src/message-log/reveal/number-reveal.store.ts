import { REVEALS_PER_HOUR } from '@codewire/contracts';
import type { Queryable, Statement, Tx } from '../../database/sql.js';

/** What a sealed number is opened with, and what the audit calls its row. */
export interface SealedNumber {
  readonly id: string;
  readonly verificationId: string;
  readonly applicationId: string;
  readonly numberSealed: Buffer;
}

export type RevealTarget = 'message' | 'verification';

const FIND: Readonly<Record<RevealTarget, Statement>> = {
  message: {
    name: 'reveal_find_message',
    text: `select id, verification_id as "verificationId", application_id as "applicationId", number_sealed as "numberSealed"
      from message where id = $1 and ($2::text[] is null or application_id = any ($2))`,
  },
  verification: {
    name: 'reveal_find_verification',
    text: `select id, id as "verificationId", application_id as "applicationId", number_sealed as "numberSealed"
      from verification where id = $1 and ($2::text[] is null or application_id = any ($2))`,
  },
};

/** Of the last hour, oldest first. */
const RECENT = `array(select at from unnest(r.shown_at) at where at > statement_timestamp() - interval '1 hour' order by at)`;

// The row is locked before it is looked at, so of any number at once each sees what those before it have spent.
const SPEND: Statement = {
  name: 'reveal_spend',
  text: `insert into number_reveal as r (operator_id, shown_at) values ($1, array[statement_timestamp()])
    on conflict (operator_id) do update set shown_at = ${RECENT} || statement_timestamp()
      where cardinality(${RECENT}) < ${REVEALS_PER_HOUR}
    returning ${REVEALS_PER_HOUR} - cardinality(shown_at) as left`,
};

const NEXT_AT: Statement = {
  name: 'reveal_next_at',
  text: `select (${RECENT})[1] + interval '1 hour' as at from number_reveal r where operator_id = $1`,
};

/** `applicationIds` null finds that of any application. */
export async function findSealedNumber(
  sql: Queryable,
  { kind, id }: { readonly kind: RevealTarget; readonly id: string },
  applicationIds: readonly string[] | null,
): Promise<SealedNumber | undefined> {
  return (await sql.rows<SealedNumber>(FIND[kind], [id, applicationIds]))[0];
}

/** Spends one of the hour's numbers and tells how many are left; undefined, and none is spent, when there was none. */
export async function spendReveal(tx: Tx, operatorId: string): Promise<number | undefined> {
  return (await tx.rows<{ left: number }>(SPEND, [operatorId]))[0]?.left;
}

/** When the oldest number of the last hour is an hour old. */
export async function nextRevealAt(sql: Queryable, operatorId: string): Promise<Date | undefined> {
  return (await sql.rows<{ at: Date | null }>(NEXT_AT, [operatorId]))[0]?.at ?? undefined;
}
