import type { AttemptOutcome, Encoding, LanguageReason, MessageStatus, ReceiptState } from '@codewire/contracts';
import type { Queryable, Statement } from '../database/sql.js';

/** A message as lists show it, its number still sealed. */
export interface LoggedMessage {
  readonly id: string;
  readonly verificationId: string;
  readonly applicationId: string;
  readonly numberSealed: Buffer;
  readonly country: string | null;
  readonly language: string;
  readonly status: MessageStatus;
  /** Name of the carrier of the newest attempt. */
  readonly carrier: string | null;
  readonly encoding: Encoding;
  readonly segments: number;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly endedAt: Date | null;
  readonly error: string | null;
}

export interface LoggedDetail extends LoggedMessage {
  readonly languageReason: LanguageReason;
  readonly body: string;
  readonly templateVersion: number;
  readonly expiresAt: Date;
  /** The rule by which it was routed at its accept, by its name; where that is deleted by now, by its id. */
  readonly rule: string | null;
  /** The carriers that may take its next attempt, or might when it ended, best first. */
  readonly nextCarriers: readonly { readonly id: string; readonly name: string }[];
}

export interface LoggedAttempt {
  readonly attempt: number;
  readonly carrierId: string;
  readonly carrier: string;
  readonly outcome: AttemptOutcome;
  readonly reason: string | null;
  readonly commandStatus: number | null;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
  readonly smscMessageIds: string[];
}

export interface LoggedReceipt {
  readonly state: ReceiptState;
  readonly receivedAt: Date;
  readonly smscMessageId: string;
  readonly errorCode: string | null;
  readonly attempt: number | null;
  readonly carrierId: string;
  readonly carrier: string;
}

/** Conditions that no index serves: they are looked at row by row. */
export interface Conditions {
  readonly status: MessageStatus | null;
  readonly country: string | null;
  readonly language: string | null;
  readonly carrierId: string | null;
  readonly verificationId: string | null;
}

/** A stretch of the log, newest first: ids from `fromId` on and below `belowId`. */
export interface Stretch {
  /** Null: of every application. */
  readonly applicationIds: readonly string[] | null;
  readonly fromId: string;
  readonly belowId: string;
}

export interface Scan {
  readonly messages: readonly LoggedMessage[];
  readonly scanned: number;
  /** The oldest id that was looked at. */
  readonly reachedId: string | null;
}

/** What is known of the messages of a verification: their ids sort by time, so this bounds them. */
interface MessageSpan {
  readonly newestId: string;
  readonly sends: number;
  readonly createdAt: Date;
}

const MESSAGE_COLUMNS = `m.id, m.verification_id as "verificationId", m.application_id as "applicationId",
  m.number_sealed as "numberSealed", m.country, m.language, m.state as status, coalesce(c.name, m.carrier_id) as carrier,
  m.encoding, m.segments, m.created_at as "createdAt", m.submitted_at as "submittedAt", m.ended_at as "endedAt", m.error`;

const LOOKED_COLUMNS = `id, state, country, language, carrier_id, verification_id`;
const NEWEST = `m.id < $1 and m.id >= $2`;

/**
 * Looks at no more than $3 rows, whatever the conditions: a condition that nothing fulfils must not read the whole
 * table. Two texts, because one that says "these applications or any" would use neither index well.
 */
function scanStatement(name: string, looked: string): Statement {
  return {
    name,
    text: `with looked as materialized (${looked} order by id desc limit $3), found as (
        select id from looked
        where ($5::text is null or state = $5) and ($6::text is null or country = $6) and ($7::text is null or language = $7)
          and ($8::text is null or carrier_id = $8) and ($9::text is null or verification_id = $9)
        order by id desc limit $4
      )
      select s.scanned, s."reachedId", ${MESSAGE_COLUMNS}
      from (select count(*)::int as scanned, min(id) as "reachedId" from looked) s
        left join found on true
        left join message m on m.id = found.id
        left join carrier c on c.id = m.carrier_id
      order by m.id desc`,
  };
}

const SCAN_ALL = scanStatement('message_log_scan_all', `select ${LOOKED_COLUMNS} from message m where ${NEWEST}`);

// The newest of each application, and of those the newest: an index that begins with the application gives them in the
// order of ids for one application only.
const SCAN_APPLICATIONS = scanStatement(
  'message_log_scan_applications',
  `select newest.* from unnest($10::text[]) as a (id) cross join lateral (
      select ${LOOKED_COLUMNS} from message m where m.application_id = a.id and ${NEWEST} order by m.id desc limit $3
    ) newest`,
);

const FIND_SPAN: Statement = {
  name: 'message_log_find_span',
  text: `select message_id as "newestId", sends, created_at as "createdAt" from verification where id = $1`,
};

const FIND: Statement = {
  name: 'message_log_find',
  text: `select ${MESSAGE_COLUMNS}, m.language_reason as "languageReason", m.body, m.expires_at as "expiresAt",
      coalesce(v.version, 0) as "templateVersion", coalesce(nullif(r.name, ''), m.route_id) as rule,
      coalesce((select json_agg(json_build_object('id', q.id, 'name', coalesce(n.name, q.id)) order by q.place)
        from unnest(string_to_array(nullif(m.next_carriers, ''), ' ')) with ordinality as q(id, place)
          left join carrier n on n.id = q.id), '[]') as "nextCarriers"
    from message m left join carrier c on c.id = m.carrier_id left join template_version v on v.id = m.template_version_id
      left join route r on r.id = m.route_id
    where m.id = $1 and ($2::text[] is null or m.application_id = any ($2))`,
};

const LIST_ATTEMPTS: Statement = {
  name: 'message_log_attempts',
  text: `select a.attempt, a.carrier_id as "carrierId", coalesce(c.name, a.carrier_id) as carrier, a.outcome, a.reason,
      a.command_status as "commandStatus", a.started_at as "startedAt", a.answered_at as "answeredAt",
      array(select p.smsc_message_id from attempt_part p
        where p.message_id = a.message_id and p.attempt = a.attempt order by p.part) as "smscMessageIds"
    from attempt a left join carrier c on c.id = a.carrier_id where a.message_id = $1 order by a.attempt`,
};

const LIST_RECEIPTS: Statement = {
  name: 'message_log_receipts',
  text: `select r.state, r.received_at as "receivedAt", r.smsc_message_id as "smscMessageId",
      r.error_code as "errorCode", r.attempt, r.carrier_id as "carrierId", coalesce(c.name, r.carrier_id) as carrier
    from receipt r left join carrier c on c.id = r.carrier_id where r.message_id = $1 order by r.received_at, r.id`,
};

/** The read side of messages, attempts and receipts: changes nothing. */
export class MessageLogStore {
  constructor(private readonly sql: Queryable) {}

  /** Looks at the newest `most` messages of a stretch and returns up to `wanted` that fulfil the conditions. */
  async scan(
    stretch: Stretch,
    conditions: Conditions,
    { most, wanted }: { most: number; wanted: number },
  ): Promise<Scan> {
    const { applicationIds, fromId, belowId } = stretch;
    const { status, country, language, carrierId, verificationId } = conditions;
    const values = [belowId, fromId, most, wanted, status, country, language, carrierId, verificationId];
    const rows = await (applicationIds === null
      ? this.sql.rows<ScanRow>(SCAN_ALL, values)
      : this.sql.rows<ScanRow>(SCAN_APPLICATIONS, [...values, applicationIds]));
    const messages = rows.filter((row): row is ScanRow & LoggedMessage => row.id !== null);
    return { messages, scanned: rows[0]?.scanned ?? 0, reachedId: rows[0]?.reachedId ?? null };
  }

  async findSpan(verificationId: string): Promise<MessageSpan | undefined> {
    return (await this.sql.rows<MessageSpan>(FIND_SPAN, [verificationId]))[0];
  }

  /** `applicationIds` null finds the message of any application. */
  async find(messageId: string, applicationIds: readonly string[] | null): Promise<LoggedDetail | undefined> {
    return (await this.sql.rows<LoggedDetail>(FIND, [messageId, applicationIds]))[0];
  }

  listAttempts(messageId: string): Promise<LoggedAttempt[]> {
    return this.sql.rows<LoggedAttempt>(LIST_ATTEMPTS, [messageId]);
  }

  /** Oldest first. */
  listReceipts(messageId: string): Promise<LoggedReceipt[]> {
    return this.sql.rows<LoggedReceipt>(LIST_RECEIPTS, [messageId]);
  }
}

type ScanRow = { scanned: number; reachedId: string | null; id: string | null };
