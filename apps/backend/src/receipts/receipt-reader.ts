import type { InboundPage, InboundQuery, InboundView, UnmatchedPage, UnmatchedQuery } from '@codewire/contracts';
import { smscIdForms } from '@codewire/sms';
import type { Sql } from '../database/sql.js';
import { messageIdAt } from '../platform/ids.js';
import type { Keyring } from '../platform/keyring.js';
import { maskedAddress, withoutCodes } from './inbound-mask.js';
import { openFrom, openText } from './inbound-seal.js';
import { findMatches, KEPT_MS, type Sought } from './matching.js';
import { readCursor, toCursor } from './page-cursor.js';
import type { PhoneCheck } from './phone-check.js';
import { pageInbound, pageUnmatched, type ListedInbound, type ListedUnmatched } from './receipt-pages.store.js';

/** Until then the answer to its submit may still be written, late ones among them. */
const EARLY_MS = 70_000;
const UNREADABLE = '?';

export interface ReceiptReaderOptions {
  readonly sql: Sql;
  readonly keyring: Keyring;
  readonly phones: PhoneCheck;
}

/** Pages of what carriers delivered and no message of ours explains. */
export class ReceiptReader {
  constructor(private readonly options: ReceiptReaderOptions) {}

  async unmatched({ carrier, cursor, limit }: UnmatchedQuery): Promise<UnmatchedPage> {
    if (isUnheardOf(carrier)) return { data: [], next_cursor: null };
    const { sql } = this.options;
    const after = cursor === undefined ? null : readCursor('rcp', cursor);
    const rows = await pageUnmatched(sql, { carrierId: carrier ?? null, after, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const causes = await this.causesOf(page);
    return {
      data: page.map((row, n) => ({
        id: row.id,
        carrier_id: row.carrierId,
        smsc_message_id: row.smscMessageId,
        state: row.state,
        error_code: row.errorCode,
        received_at: row.receivedAt.toISOString(),
        likely_cause: causes[n] ?? 'not_ours',
      })),
      next_cursor: nextCursor(rows, limit),
    };
  }

  async inbound({ carrier, cursor, limit }: InboundQuery): Promise<InboundPage> {
    if (isUnheardOf(carrier)) return { data: [], next_cursor: null };
    const { sql } = this.options;
    const after = cursor === undefined ? null : readCursor('inb', cursor);
    const rows = await pageInbound(sql, { carrierId: carrier ?? null, after, limit: limit + 1 });
    return { data: rows.slice(0, limit).map((row) => this.viewOf(row)), next_cursor: nextCursor(rows, limit) };
  }

  /** Asked of the messages themselves: one may have turned up since, or be known under another form of the id. */
  private async causesOf(page: readonly ListedUnmatched[]): Promise<UnmatchedPage['data'][number]['likely_cause'][]> {
    const { sql, phones } = this.options;
    const matches = await findMatches(
      sql,
      phones,
      page.map((row) => this.anyFormOf(row)),
    );
    return page.map(({ ageMs }, n) => {
      const form = matches[n]?.form;
      if (form !== undefined && form !== 'same') return 'other_id_form';
      return form === 'same' || ageMs < EARLY_MS ? 'early' : 'not_ours';
    });
  }

  /** Whatever the carrier's settings say: they may be what is wrong. */
  private anyFormOf({ carrierId, smscMessageId, fromHash, receivedAtMs }: ListedUnmatched): Sought {
    const fromMessageId = messageIdAt(receivedAtMs - KEPT_MS);
    const trials = smscIdForms(smscMessageId).map(({ form, key: smscKey }) => {
      return { form, smscKey, fromMessageId, belief: 'not_another' as const };
    });
    return { carrierId, trials, phone: this.options.phones.kept(fromHash) };
  }

  private viewOf(row: ListedInbound): InboundView {
    const from = openFrom(this.options.keyring, row);
    const text = openText(this.options.keyring, row);
    return {
      id: row.id,
      carrier_id: row.carrierId,
      from: from === undefined ? UNREADABLE : maskedAddress(from),
      to: row.toAddress,
      text: text === undefined ? null : withoutCodes(text),
      received_at: row.receivedAt.toISOString(),
    };
  }
}

/** PostgreSQL's text has no NUL: nothing stored is like that, and it would refuse to look. */
const isUnheardOf = (carrier: string | undefined) => carrier?.includes('\0') === true;

function nextCursor(rows: readonly { id: string; receivedAtMicros: string }[], limit: number): string | null {
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined ? toCursor({ micros: last.receivedAtMicros, id: last.id }) : null;
}
