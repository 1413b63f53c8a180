import { z } from 'zod';

/** Closed lists: every status the API can say. */
export const VERIFICATION_STATUSES = [
  'pending',
  'approved',
  'expired',
  'exhausted',
  'cancelled',
  'superseded',
] as const;
export const VerificationStatus = z.enum(VERIFICATION_STATUSES).meta({ id: 'VerificationStatus' });
export type VerificationStatus = z.infer<typeof VerificationStatus>;

export const CHECK_STATUSES = [
  'approved',
  'wrong',
  'expired',
  'exhausted',
  'already_approved',
  'cancelled',
  'superseded',
] as const;
export const CheckStatus = z.enum(CHECK_STATUSES).meta({ id: 'CheckStatus' });
export type CheckStatus = z.infer<typeof CheckStatus>;

export const MESSAGE_STATUSES = [
  'queued',
  'submitting',
  'submitted',
  'delivered',
  'undelivered',
  'expired',
  'failed',
] as const;
export const MessageStatus = z.enum(MESSAGE_STATUSES).meta({ id: 'MessageStatus' });
export type MessageStatus = z.infer<typeof MessageStatus>;

export const LanguageReason = z
  .enum(['requested', 'requested_fallback', 'country', 'application'])
  .meta({ id: 'LanguageReason' });
export type LanguageReason = z.infer<typeof LanguageReason>;

export const Encoding = z.enum(['GSM-7', 'UCS-2']).meta({ id: 'Encoding' });
export type Encoding = z.infer<typeof Encoding>;

/** Outcome of one submit of a message to one carrier. `open`: the carrier has not answered yet. */
export const AttemptOutcome = z
  .enum(['open', 'submitted', 'refused', 'unknown', 'not_sent'])
  .meta({ id: 'AttemptOutcome' });
export type AttemptOutcome = z.infer<typeof AttemptOutcome>;

export const ReceiptState = z
  .enum(['delivered', 'undelivered', 'expired', 'accepted', 'enroute', 'deleted', 'rejected', 'unknown'])
  .meta({ id: 'ReceiptState' });
export type ReceiptState = z.infer<typeof ReceiptState>;

export const BindState = z
  .enum(['idle', 'connecting', 'binding', 'bound', 'throttled', 'draining', 'down'])
  .meta({ id: 'BindState' });
export type BindState = z.infer<typeof BindState>;
