import { z } from 'zod';
import { TracedPdu } from './carriers.js';
import { CountryUpper } from './formats.js';
import { MessageDetail, MessageRow } from './messages.js';
import { PageQuery } from './paging.js';
import { MESSAGE_STATUSES, MessageStatus } from './states.js';
import { Purpose } from './texts.js';

const Time = z.iso.datetime({ offset: true });

/** As many values as one filter may have. */
export const MOST_FILTER_VALUES = 20;

/** Several values of one filter, with commas between them: any of them will do. */
export function anyOf<Value extends string>(value: z.ZodType<Value>) {
  const part = value as z.ZodType<Value, string>;
  return z
    .string()
    .max(2_000)
    .transform((text) => [...new Set(text.split(',').filter((part) => part !== ''))])
    .pipe(z.array(part).min(1).max(MOST_FILTER_VALUES));
}

const Id = z.string().max(64);
/** A word that the log uses, or a status as 0x and hexadecimal digits. */
const ErrorWord = z.string().max(64);

/**
 * What the list of messages can be asked for, in its URL. A number is never one of them: `number` is the id that
 * `POST messages/number-filters` gave for it.
 */
export const messageFilters = {
  status: anyOf(MessageStatus).optional(),
  carrier: anyOf(Id).optional().describe('Ids of carriers of the newest attempt'),
  country: anyOf(CountryUpper).optional(),
  language: anyOf(z.string().max(64)).optional().describe('BCP 47 tags of the texts'),
  application: anyOf(Id).optional(),
  purpose: anyOf(Purpose).optional(),
  error: anyOf(ErrorWord).optional(),
  sender: anyOf(z.string().max(20)).optional(),
  slower_than_ms: z.coerce.number().int().min(0).max(86_400_000).optional().describe('Delivered later than so many ms'),
  number: Id.optional(),
  verification: Id.optional(),
  from: Time.optional().describe('Accepted at this time or later, ISO 8601 with zone'),
  to: Time.optional().describe('Accepted before this time, ISO 8601 with zone'),
};

export const MessageFilters = z.strictObject(messageFilters);
export type MessageFilters = z.infer<typeof MessageFilters>;

/** A page lies on one side of its cursor. */
const paging = {
  direction: z.enum(['older', 'newer']).default('older').describe('Which way from the cursor'),
};

/** `GET /api/admin/messages` */
export const MessageSearch = PageQuery.extend({ ...messageFilters, ...paging });
export type MessageSearch = z.infer<typeof MessageSearch>;

/** A message as the console's lists and its live tail show it. */
export const MessageSearchRow = MessageRow.extend({
  application_id: z.string(),
  application: z.string().describe('Its name'),
  carrier_id: z.string().nullable(),
  purpose: Purpose,
  sender: z.string(),
  template_version: z.int(),
  attempts: z.int(),
  error_code: z
    .string()
    .nullable()
    .describe('What the carrier said: a command_status as 0x0000000B, or the error of its receipt'),
  error_meaning: z.string().nullable().describe('Of `error_code`, in plain English'),
  ms_to_deliver: z.int().nullable(),
});
export type MessageSearchRow = z.infer<typeof MessageSearchRow>;

/** How far a search came that would have taken too long: what it has is true, and there may be more. */
const partial = {
  is_partial: z.boolean(),
  searched_to: z.iso.datetime().nullable().describe('With `is_partial`: nothing older was looked at'),
};

export const MessageSearchPage = z.object({
  data: z.array(MessageSearchRow).describe('Newest first, whichever way was asked'),
  older_cursor: z.string().nullable().describe('null: there is nothing older'),
  newer_cursor: z.string().nullable().describe('null: there was nothing newer'),
  ...partial,
});
export type MessageSearchPage = z.infer<typeof MessageSearchPage>;

/** Counting goes no further. */
export const MOST_COUNTED = 10_000;

/** `GET messages/count` with MessageFilters */
export const MessageCount = z.object({
  count: z.int().describe('At most 10,000'),
  is_capped: z.boolean().describe('There are more than that'),
  ...partial,
});
export type MessageCount = z.infer<typeof MessageCount>;

/** Bars of a histogram at most; it has at least half as many unless a bar would be shorter than a second. */
export const MOST_BARS = 120;

/** `GET messages/histogram` with MessageFilters; without `from` the last 24 hours, without `to` up to now. */
export const MessageHistogram = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  bar_seconds: z.int(),
  bars: z.array(z.object({ at: z.iso.datetime(), counts: z.partialRecord(z.enum(MESSAGE_STATUSES), z.int()) })),
  ...partial,
});
export type MessageHistogram = z.infer<typeof MessageHistogram>;

/** `GET messages/live` with MessageFilters (`from` and `to` are not looked at): events `messages`, at most one a second. */
export const LiveMessages = z.object({
  at: z.iso.datetime(),
  rows: z.array(MessageSearchRow).describe('New ones, and of those told before the ones that changed; newest first'),
  skipped: z.int().describe('New ones that were too many to tell'),
});
export type LiveMessages = z.infer<typeof LiveMessages>;

/** Rows that one event of the live tail may have. */
export const MOST_LIVE_ROWS = 500;

/** `POST messages/number-filters`: the number travels in the body, never in a URL. */
export const NumberFilterRequest = z.strictObject({ number: z.string().max(32), country: CountryUpper.optional() });
export type NumberFilterRequest = z.infer<typeof NumberFilterRequest>;

/** `GET messages/number-filters/:id` too. */
export const NumberFilter = z.object({
  id: z.string().describe('For the filter `number` of messages and of verifications'),
  masked: z.string(),
});
export type NumberFilter = z.infer<typeof NumberFilter>;

/** Numbers that one operator may have shown within an hour. */
export const REVEALS_PER_HOUR = 10;

export const REASON_LENGTH = { least: 5, most: 200 } as const;

/**
 * `POST messages/:id/reveal`, `POST verifications/:id/reveal`, `POST verifications/:id/resend`: the reason is in the audit
 * log, with who asked.
 */
export const GivenReason = z.strictObject({
  reason: z.string().trim().min(REASON_LENGTH.least).max(REASON_LENGTH.most),
});
export type GivenReason = z.infer<typeof GivenReason>;

export const RevealedNumber = z.object({
  number: z.string().describe('E.164'),
  left: z.int().describe('How many more within this hour'),
});
export type RevealedNumber = z.infer<typeof RevealedNumber>;

export const EXPORT_FORMATS = ['csv', 'ndjson'] as const;
/** Rows of one export. */
export const MOST_EXPORTED = 1_000_000;

/** `GET messages/export`: a file, streamed newest first, in the columns of the list; numbers masked. */
export const MessageExport = MessageFilters.extend({ format: z.enum(EXPORT_FORMATS) });
export type MessageExport = z.infer<typeof MessageExport>;

/** `GET messages/:id`: what the API tells of a message, and what operators see besides. */
export const MessageInspection = MessageDetail.extend({
  application_id: z.string(),
  application: z.string(),
  carrier_id: z.string().nullable(),
  purpose: Purpose,
  sender: z.string(),
  template_id: z.string().nullable().describe('null: the version is no longer there'),
  /** The rule by which it was routed when it was accepted; null: not known, or deleted since. */
  rule: z.object({ id: z.string(), name: z.string() }).nullable(),
  is_simulated: z.boolean().describe('No real phone: it went, or may only go, to a simulated carrier'),
  error_code: z.string().nullable(),
  error_meaning: z.string().nullable(),
  price: z
    .object({ amount: z.string(), currency: z.string() })
    .nullable()
    .describe('By the list of now, for all segments'),
});
export type MessageInspection = z.infer<typeof MessageInspection>;

/**
 * `GET messages/:id/pdus`: what went to and came from carriers for this message, oldest first. Nodes keep the last 500
 * PDUs of a carrier in memory: those of older messages are gone.
 */
export const MessagePdus = z.object({
  data: z.array(TracedPdu.extend({ carrier: z.string(), attempt: z.int().nullable() })),
  missing_nodes: z.array(z.string()),
  is_complete: z.boolean().describe('What was sent, what was answered and every receipt has its PDUs here'),
});
export type MessagePdus = z.infer<typeof MessagePdus>;

/** `GET messages/:id/related`, each newest first and at most twenty. */
export const RelatedMessages = z.object({
  verification: z.array(MessageSearchRow).describe('Of the same verification'),
  number: z
    .array(MessageSearchRow)
    .describe('To the same number within the hour before and after, of other verifications'),
});
export type RelatedMessages = z.infer<typeof RelatedMessages>;
