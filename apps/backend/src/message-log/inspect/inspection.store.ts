import type { Purpose } from '@codewire/contracts';
import type { Queryable, Statement } from '../../database/sql.js';
import { messageIdAt, messageTimeOf } from '../../platform/ids.js';

/** What operators see of a message beside what its application sees. */
export interface Inspected {
  readonly verificationId: string;
  readonly applicationId: string;
  readonly application: string;
  readonly carrierId: string | null;
  readonly numberPrefix: string | null;
  readonly purpose: Purpose;
  readonly sender: string;
  readonly templateId: string | null;
  readonly ruleId: string | null;
  readonly ruleName: string | null;
  readonly isSimulated: boolean;
}

/** Ids of messages, newest first. */
export interface RelatedIds {
  readonly verification: string[];
  readonly number: string[];
}

const MOST_RELATED = 20;

// A row of the log outlives what it names: texts, rules and carriers may be deleted meanwhile.
const FIND: Statement = {
  name: 'inspection_find',
  text: `select m.verification_id as "verificationId", m.application_id as "applicationId",
      coalesce(a.name, m.application_id) as application, m.carrier_id as "carrierId", m.number_prefix as "numberPrefix",
      coalesce(v.purpose, t.purpose, 'verification') as purpose, m.sender, t.id as "templateId", r.id as "ruleId",
      r.name as "ruleName", m.is_simulated_only or coalesce(c.is_simulated, false) as "isSimulated"
    from message m left join application a on a.id = m.application_id left join carrier c on c.id = m.carrier_id
      left join verification v on v.id = m.verification_id left join route r on r.id = m.route_id
      left join template_version w on w.id = m.template_version_id left join template t on t.id = w.template_id
    where m.id = $1 and ($2::text[] is null or m.application_id = any ($2))`,
};

const HOUR_MS = 3_600_000;

// By the number, whose messages are few; ids carry the time to the millisecond, and so does the hour.
const SAME_NUMBER = `select s.id, s.verification_id from message_search s
  where s.number_hash = (select number_hash from message_search where id = $1) and s.id <> $1
    and ($3::text[] is null or s.application_id = any ($3))`;

const FIND_RELATED: Statement = {
  name: 'inspection_find_related',
  text: `select
      array(select n.id from (${SAME_NUMBER} and s.verification_id = $2 order by s.id desc limit $4) n) as verification,
      array(select n.id from (${SAME_NUMBER} and s.verification_id <> $2 and s.id > $5 and s.id < $6
        order by s.id desc limit $4) n) as number`,
};

/** Reads of one message what only operators are told. */
export class InspectionStore {
  constructor(private readonly sql: Queryable) {}

  /** `scope` null finds the message of any application. */
  async find(messageId: string, scope: readonly string[] | null): Promise<Inspected | undefined> {
    return (await this.sql.rows<Inspected>(FIND, [messageId, scope]))[0];
  }

  /** Other messages to the number: of the same verification, and of others within the hour before and after. */
  async findRelated({
    messageId,
    verificationId,
    scope,
  }: {
    messageId: string;
    verificationId: string;
    scope: readonly string[] | null;
  }): Promise<RelatedIds> {
    const at = messageTimeOf(messageId);
    const [from, to] = [messageIdAt(Math.max(0, at - HOUR_MS)), messageIdAt(at + HOUR_MS)];
    const values = [messageId, verificationId, scope, MOST_RELATED, from, to];
    const [row] = await this.sql.rows<RelatedIds & Record<string, unknown>>(FIND_RELATED, values);
    return row ?? { verification: [], number: [] };
  }
}
