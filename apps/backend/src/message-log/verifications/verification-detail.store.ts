import type { LanguageReason } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';
import type { FoundVerification } from './verification-search.store.js';

/** A verification from its own row: as it is, not as it was copied. */
export interface DetailedVerification extends Omit<FoundVerification, 'place'> {
  readonly numberHash: Buffer;
  readonly languageReason: LanguageReason;
  readonly policyVersion: number;
  readonly resendAt: Date | null;
  readonly metadata: Record<string, string> | null;
  /** Oldest first. */
  readonly checkedAt: readonly Date[];
}

const MOST_MESSAGES = 100;

const IS_OVER = `v.status = 'pending' and v.expires_at <= statement_timestamp()`;

const FIND: Statement = {
  name: 'verification_detail_find',
  text: `select v.id, v.application_id as "applicationId", coalesce(a.name, v.application_id) as application,
      v.number_sealed as "numberSealed", v.number_hash as "numberHash", v.country, v.purpose, v.language,
      v.language_reason as "languageReason", case when ${IS_OVER} then 'expired' else v.status end as status,
      v.checks_used as "checksUsed", coalesce(p.max_checks, 0) as "maxChecks", v.sends,
      coalesce(p.max_sends, 0) as "maxSends", v.created_at as "createdAt", v.expires_at as "expiresAt",
      case when ${IS_OVER} then v.expires_at else v.ended_at end as "endedAt", v.policy_version as "policyVersion",
      v.resend_at as "resendAt", v.metadata, v.checked_at as "checkedAt"
    from verification v left join application a on a.id = v.application_id
      left join policy p on p.application_id = v.application_id and p.version = v.policy_version
    where v.id = $1 and ($2::text[] is null or v.application_id = any ($2))`,
};

// By the number, whose messages are few.
const MESSAGES: Statement = {
  name: 'verification_detail_messages',
  text: `select id from message_search where number_hash = $1 and verification_id = $2 order by id desc limit $3`,
};

const SUCCESSOR: Statement = {
  name: 'verification_detail_successor',
  text: `select id from verification_search
    where number_hash = $1 and application_id = $2 and created_at >= $3 and id <> $4 order by created_at, id limit 1`,
};

/** Reads one verification and what belongs to it. */
export class VerificationDetailStore {
  constructor(private readonly sql: Queryable) {}

  /** `scope` null finds the verification of any application. */
  async find(id: string, scope: readonly string[] | null): Promise<DetailedVerification | undefined> {
    return (await this.sql.rows<DetailedVerification>(FIND, [id, scope]))[0];
  }

  /** Ids of its messages, newest first. */
  async messagesOf({ id, numberHash }: DetailedVerification): Promise<string[]> {
    const rows = await this.sql.rows<{ id: string }>(MESSAGES, [numberHash, id, MOST_MESSAGES]);
    return rows.map((row) => row.id);
  }

  /** Of what began for the number since, the first; it took this one's place when that ended by being superseded. */
  async successorOf({ id, numberHash, applicationId, endedAt }: DetailedVerification): Promise<string | null> {
    const [row] = await this.sql.rows<{ id: string }>(SUCCESSOR, [numberHash, applicationId, endedAt, id]);
    return row?.id ?? null;
  }
}
