import { z } from 'zod';
import { CountryUpper } from './formats.js';
import { pageOf, PageQuery } from './paging.js';
import { AttemptOutcome, Encoding, LanguageReason, MessageStatus, ReceiptState } from './states.js';

/** Filters of the message list. Times are ISO 8601; the default window is the whole retention time. */
export const MessageQuery = PageQuery.extend({
  status: MessageStatus.optional().describe('Only messages in this state now'),
  country: CountryUpper.optional().describe('Country of the number, ISO 3166-1 alpha-2 in capitals'),
  language: z.string().max(64).optional().describe('BCP 47 tag of the text'),
  carrier: z.string().max(64).optional().describe('Carrier id'),
  verification: z.string().max(64).optional().describe('Verification id'),
  from: z.iso.datetime({ offset: true }).optional().describe('Accepted at this time or later, ISO 8601 with zone'),
  to: z.iso.datetime({ offset: true }).optional().describe('Accepted before this time, ISO 8601 with zone'),
}).meta({ id: 'MessageQuery' });
export type MessageQuery = z.infer<typeof MessageQuery>;

const messageFields = {
  id: z.string(),
  verification_id: z.string(),
  number: z.string().describe('Masked: at most the last two digits'),
  country: z.string().nullable(),
  language: z.string(),
  status: MessageStatus,
  carrier: z.string().nullable().describe('Name of the carrier of the newest attempt'),
  encoding: Encoding,
  segments: z.int(),
  created_at: z.iso.datetime(),
  submitted_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
  error: z.string().nullable().describe('Why it failed, in a word the log uses'),
};

export const MessageRow = z.object(messageFields).meta({ id: 'MessageRow' });
export type MessageRow = z.infer<typeof MessageRow>;

export const MessagePage = pageOf(MessageRow, 'MessagePage');
export type MessagePage = z.infer<typeof MessagePage>;

export const Attempt = z
  .object({
    attempt: z.int(),
    carrier: z.string(),
    outcome: AttemptOutcome,
    started_at: z.iso.datetime(),
    answered_at: z.iso.datetime().nullable(),
    command_status: z.int().nullable(),
    command_status_name: z.string().nullable(),
    command_status_meaning: z.string().nullable().describe('In plain English'),
    command_status_cause: z.string().nullable().describe('What mostly is behind it, in plain English'),
    reason: z.string().nullable(),
    smsc_message_ids: z.array(z.string()),
  })
  .meta({ id: 'Attempt' });
export type Attempt = z.infer<typeof Attempt>;

export const ReceiptView = z
  .object({
    state: ReceiptState,
    received_at: z.iso.datetime(),
    smsc_message_id: z.string(),
    error_code: z.string().nullable(),
    attempt: z.int().nullable(),
  })
  .meta({ id: 'Receipt' });
export type ReceiptView = z.infer<typeof ReceiptView>;

/** One step of a message's way, oldest first; `facts` are short values for the reader, never a number or a code. */
export const TimelineEvent = z
  .object({
    at: z.iso.datetime(),
    kind: z.enum([
      'accepted',
      'rendered',
      'routed',
      'attempted',
      'submitted',
      'refused',
      'unanswered',
      'not_sent',
      'receipt',
      'delivered',
      'undelivered',
      'expired',
      'failed',
    ]),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.infer<typeof TimelineEvent>;

export const MessageDetail = z
  .object({
    ...messageFields,
    language_reason: LanguageReason,
    text: z.string().describe('As sent, with `{code}` where the digits stood'),
    template_version: z.int(),
    expires_at: z.iso.datetime(),
    attempts: z.array(Attempt),
    receipts: z.array(ReceiptView),
    timeline: z.array(TimelineEvent),
  })
  .meta({ id: 'MessageDetail' });
export type MessageDetail = z.infer<typeof MessageDetail>;
