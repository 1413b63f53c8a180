import { z } from 'zod';
import { Country } from './formats.js';
import { Amount, AppHash, Host, LONGEST_BRAND, LONGEST_PAYEE, Purpose, VariableValues, Words } from './texts.js';
import { CheckStatus, Encoding, LanguageReason, MessageStatus, VerificationStatus } from './states.js';

const METADATA_KEYS = 10;
const LONGEST_NAME = 40;

/** Free labels of the caller, returned as given; never sent to a phone. */
export const Metadata = z
  .record(z.string().min(1).max(LONGEST_NAME), z.string().max(200))
  .check(({ value, issues }) => {
    if (Object.keys(value).length <= METADATA_KEYS) return;
    issues.push({ code: 'too_big', origin: 'record', maximum: METADATA_KEYS, inclusive: true, input: value });
  })
  .meta({
    description: 'Free labels, returned as given; never sent to a phone',
    // For the document, which would not know either: the bound is a check, and its dialect has no names.
    maxProperties: METADATA_KEYS,
    propertyNames: { type: 'string', minLength: 1, maxLength: LONGEST_NAME },
  });

export const StartRequest = z
  .strictObject({
    number: z
      .string()
      .describe('International, with or without `+`; national format only with `country`. At most 32 characters'),
    country: Country.optional().describe('Country of a number in national format, ISO 3166-1 alpha-2'),
    language: z.string().max(64).optional().describe('BCP 47 tag; an unknown one falls back and says so'),
    purpose: Purpose.optional().describe('Which text is sent; `verification`, unless given'),
    brand: Words(LONGEST_BRAND).optional().describe('Named in the text; the application, unless given'),
    amount: Amount.optional().describe('With `payment`'),
    payee: Words(LONGEST_PAYEE).optional().describe('With `payment`'),
    variables: VariableValues.optional().describe("Values of the template's own variables"),
    app_hash: AppHash.optional().describe('Android SMS Retriever; one that the application allows'),
    host: Host.optional().describe('Adds the line `@host #code` (WebOTP, iOS); one that the application allows'),
    embedded_host: Host.optional().describe('With `host`: the frame that asks, for `@host #code @embedded_host`'),
    metadata: Metadata.optional(),
  })
  .meta({ id: 'StartRequest' });
export type StartRequest = z.infer<typeof StartRequest>;

export const MessageBrief = z
  .object({ id: z.string(), status: MessageStatus, encoding: Encoding, segments: z.int() })
  .meta({ id: 'MessageBrief' });
export type MessageBrief = z.infer<typeof MessageBrief>;

const verificationFields = {
  id: z.string().describe('`ver_` and 22 characters'),
  number: z.string().describe('E.164, with `+`'),
  purpose: Purpose,
  language: z.string(),
  language_reason: LanguageReason,
  status: VerificationStatus,
  attempts_left: z.int(),
  resend_at: z.iso.datetime().nullable().describe('Earliest time of the next send; null when none is left'),
  expires_at: z.iso.datetime(),
  message: MessageBrief.describe('The newest message of this verification'),
};

export const StartResponse = z
  .object({
    ...verificationFields,
    passcode: z.string().optional().describe('Only for a key that may reveal codes'),
  })
  .meta({ id: 'StartResponse' });
export type StartResponse = z.infer<typeof StartResponse>;

export const Verification = z
  .object({
    ...verificationFields,
    created_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable().describe('When it left `pending`'),
    sends: z.int(),
    metadata: z.record(z.string(), z.string()).nullable(),
  })
  .meta({ id: 'Verification' });
export type Verification = z.infer<typeof Verification>;

export const CheckRequest = z
  .strictObject({ code: z.string().describe('As typed; digits of any script and spaces are accepted') })
  .meta({ id: 'CheckRequest' });
export type CheckRequest = z.infer<typeof CheckRequest>;

/** The answer is always 200: a wrong code is an outcome, not an error. */
export const CheckResponse = z
  .object({
    id: z.string(),
    status: CheckStatus,
    attempts_left: z.int().optional().describe('With `wrong`'),
    at: z.iso.datetime().optional().describe('When it was approved, or when it ended'),
  })
  .meta({ id: 'CheckResponse' });
export type CheckResponse = z.infer<typeof CheckResponse>;
