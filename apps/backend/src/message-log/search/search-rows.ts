import type { Encoding, MessageSearchRow, MessageStatus, Purpose } from '@codewire/contracts';
import { describeStatus } from '@codewire/sms';
import type { Queryable, Statement } from '../../database/sql.js';
import type { Keyring } from '../../platform/keyring.js';
import { maskedNumber } from '../message.views.js';
import { isoOf } from './iso-time.js';
import type { SoughtNumber } from './wanted.js';

/** A copy as lists show it, with the names of what it names. */
export interface FoundMessage {
  readonly id: string;
  readonly verificationId: string;
  readonly applicationId: string;
  readonly application: string;
  readonly country: string | null;
  readonly language: string;
  readonly purpose: Purpose;
  readonly templateVersion: number;
  readonly carrierId: string | null;
  readonly carrier: string | null;
  readonly sender: string;
  readonly encoding: Encoding;
  readonly segments: number;
  readonly attempts: number;
  readonly status: MessageStatus;
  readonly error: string | null;
  readonly errorCode: string | null;
  /** As PostgreSQL writes times: to make dates of a million of them, and texts of those, took a fifth of their export. */
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly endedAt: string | null;
  readonly msToDeliver: number | null;
}

/** A copy whose number is still to be opened; null when the message itself is gone. */
interface SealedMessage extends FoundMessage {
  readonly numberSealed: Buffer | null;
}

const COLUMNS = `s.id, s.verification_id as "verificationId", s.application_id as "applicationId",
  coalesce(a.name, s.application_id) as application, s.country, s.language, s.purpose,
  coalesce(v.version, 0) as "templateVersion", s.carrier_id as "carrierId", coalesce(c.name, s.carrier_id) as carrier,
  s.sender, s.encoding, s.segments, s.attempts, s.status, s.error, s.error_code as "errorCode",
  s.created_at::text as "createdAt", s.submitted_at::text as "submittedAt", s.ended_at::text as "endedAt",
  s.ms_to_deliver as "msToDeliver"`;

const NAMES = `left join application a on a.id = s.application_id left join carrier c on c.id = s.carrier_id
  left join template_version v on v.id = s.template_version_id`;

const ROWS: Statement = {
  name: 'message_search_rows',
  text: `select ${COLUMNS}, m.number_sealed as "numberSealed"
    from unnest($1::text[]) with ordinality as i (id, place) join message_search s on s.id = i.id
      left join message m on m.id = s.id ${NAMES}
    order by i.place`,
};

// By the index of numbers, where they stand together; by that of ids each would be a page more.
const ROWS_OF_NUMBER: Statement = {
  name: 'message_search_rows_of_number',
  text: `select ${COLUMNS} from message_search s ${NAMES} where s.number_hash = $1 and s.id = any ($2)`,
};

/** The rows of these messages, in the order of the ids; those without a copy are left out. */
export async function findRows(sql: Queryable, keyring: Keyring, ids: readonly string[]): Promise<MessageSearchRow[]> {
  if (ids.length === 0) return [];
  return (await sql.rows<SealedMessage>(ROWS, [ids])).map((row) => toSearchRow(row, maskedNumber(keyring, row)));
}

/** The same of messages to one number, of which is known what may be shown: they lie all over the log, and none is opened. */
export async function findRowsOfNumber(
  sql: Queryable,
  { hash, masked }: SoughtNumber,
  ids: readonly string[],
): Promise<MessageSearchRow[]> {
  if (ids.length === 0) return [];
  const rows = await sql.rows<FoundMessage>(ROWS_OF_NUMBER, [hash, ids]);
  const found = new Map(rows.map((row) => [row.id, toSearchRow(row, masked)]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** What leaves the server of a message in a list: its number only masked. */
function toSearchRow(row: FoundMessage, number: string): MessageSearchRow {
  return {
    id: row.id,
    verification_id: row.verificationId,
    application_id: row.applicationId,
    application: row.application,
    number,
    country: row.country,
    language: row.language,
    purpose: row.purpose,
    template_version: row.templateVersion,
    status: row.status,
    carrier_id: row.carrierId,
    carrier: row.carrier,
    sender: row.sender,
    encoding: row.encoding,
    segments: row.segments,
    attempts: row.attempts,
    created_at: isoOf(row.createdAt),
    submitted_at: row.submittedAt && isoOf(row.submittedAt),
    ended_at: row.endedAt && isoOf(row.endedAt),
    error: row.error,
    error_code: row.errorCode,
    error_meaning: meaningOf(row.errorCode),
    ms_to_deliver: row.msToDeliver,
  };
}

/** Of a command_status; the errors of receipts are each carrier's own. */
function meaningOf(errorCode: string | null): string | null {
  return errorCode?.startsWith('0x') === true ? describeStatus(Number.parseInt(errorCode, 16)).meaning : null;
}
