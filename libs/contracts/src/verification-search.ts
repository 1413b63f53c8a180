import { z } from 'zod';
import { CountryUpper } from './formats.js';
import { anyOf, EXPORT_FORMATS, MessageSearchRow } from './message-search.js';
import { PageQuery } from './paging.js';
import { LanguageReason, VERIFICATION_STATUSES, VerificationStatus } from './states.js';
import { Purpose } from './texts.js';

const Time = z.iso.datetime();
const Id = z.string().max(64);

/** What the list of verifications can be asked for, in its URL; `number` as in the list of messages. */
export const verificationFilters = {
  status: anyOf(VerificationStatus).optional(),
  country: anyOf(CountryUpper).optional(),
  application: anyOf(Id).optional(),
  purpose: anyOf(Purpose).optional(),
  number: Id.optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('Begun at this time or later, ISO 8601 with zone'),
  to: z.iso.datetime({ offset: true }).optional().describe('Begun before this time, ISO 8601 with zone'),
};

export const VerificationFilters = z.strictObject(verificationFilters);
export type VerificationFilters = z.infer<typeof VerificationFilters>;

/** `GET /api/admin/verifications` */
export const VerificationSearch = PageQuery.extend({
  ...verificationFilters,
  direction: z.enum(['older', 'newer']).default('older'),
});
export type VerificationSearch = z.infer<typeof VerificationSearch>;

const verificationFields = {
  id: z.string(),
  application_id: z.string(),
  application: z.string().describe('Its name'),
  number: z.string().describe('Masked'),
  country: z.string().nullable(),
  purpose: Purpose,
  language: z.string(),
  status: VerificationStatus.describe('As of now: one whose life is over is `expired`, noted or not'),
  checks_used: z.int(),
  max_checks: z.int(),
  sends: z.int(),
  max_sends: z.int(),
  created_at: Time,
  expires_at: Time,
  ended_at: Time.nullable(),
  ms_to_approve: z.int().nullable(),
};

export const VerificationRow = z.object(verificationFields);
export type VerificationRow = z.infer<typeof VerificationRow>;

const partial = { is_partial: z.boolean(), searched_to: Time.nullable() };

export const VerificationSearchPage = z.object({
  data: z.array(VerificationRow).describe('Newest first, whichever way was asked'),
  older_cursor: z.string().nullable(),
  newer_cursor: z.string().nullable(),
  ...partial,
});
export type VerificationSearchPage = z.infer<typeof VerificationSearchPage>;

/** `GET verifications/count` with VerificationFilters */
export const VerificationCount = z.object({ count: z.int(), is_capped: z.boolean(), ...partial });
export type VerificationCount = z.infer<typeof VerificationCount>;

/** `GET verifications/histogram` with VerificationFilters; without `from` the last 24 hours. */
export const VerificationHistogram = z.object({
  from: Time,
  to: Time,
  bar_seconds: z.int(),
  bars: z.array(z.object({ at: Time, counts: z.partialRecord(z.enum(VERIFICATION_STATUSES), z.int()) })),
  ...partial,
});
export type VerificationHistogram = z.infer<typeof VerificationHistogram>;

/** `GET verifications/:id` */
export const VerificationDetail = z.object({
  ...verificationFields,
  language_reason: LanguageReason,
  policy_version: z.int(),
  checks_left: z.int(),
  resend_at: Time.nullable().describe('When another send would be allowed'),
  checks: z
    .array(z.object({ at: Time, is_right: z.boolean() }))
    .describe('Oldest first; those of before an upgrade to this release are not among them'),
  metadata: z.record(z.string(), z.string()).nullable(),
  messages: z.array(MessageSearchRow).describe('Newest first'),
  superseded_by: z.string().nullable().describe('The verification that took its place, where it is known'),
  may_cancel: z.boolean().describe('It is pending, and this operator may end it'),
  may_resend: z.boolean().describe('It is pending with a send left, and this operator may spend it'),
});
export type VerificationDetail = z.infer<typeof VerificationDetail>;

/** `GET verifications/export` */
export const VerificationExport = VerificationFilters.extend({ format: z.enum(EXPORT_FORMATS) });
export type VerificationExport = z.infer<typeof VerificationExport>;
