import { z } from 'zod';
import { Country } from './formats.js';
import { StartResponse } from './otp.js';
import { BindState, Encoding } from './states.js';
import { Amount, LONGEST_PAYEE, Purpose, Words } from './texts.js';

export const ApplicationBrief = z.object({ id: z.string(), name: z.string(), is_test: z.boolean() });
export type ApplicationBrief = z.infer<typeof ApplicationBrief>;

/** `GET /api/admin/context`: what the shell and the Try it page need to draw themselves. */
export const ConsoleContext = z.object({
  /** The one that Try it works with unless told otherwise: the first of those below. */
  application: ApplicationBrief,
  applications: z.array(ApplicationBrief).describe('Those that the operator may see'),
  api_url: z.string().describe('Where client apps reach /v1'),
  code_length: z.int(),
  locales: z.array(z.object({ tag: z.string(), direction: z.enum(['ltr', 'rtl']) })),
  carriers: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      is_simulated: z.boolean(),
      bind: z.object({ state: BindState, reason: z.string(), since: z.iso.datetime() }),
    }),
  ),
});
export type ConsoleContext = z.infer<typeof ConsoleContext>;

/** `POST /api/admin/try`: a start on behalf of an application that the operator may see, the first unless named. */
export const TryRequest = z.strictObject({
  application_id: z.string().max(40).optional(),
  number: z.string(),
  country: Country.optional(),
  language: z.string().max(64).optional(),
  purpose: Purpose.optional(),
  amount: Amount.optional(),
  payee: Words(LONGEST_PAYEE).optional(),
});
export type TryRequest = z.infer<typeof TryRequest>;

/** `passcode` only where the message goes to a simulated carrier. */
export const TryResponse = StartResponse.extend({ is_simulated: z.boolean() });
export type TryResponse = z.infer<typeof TryResponse>;

/** `POST /api/admin/handset`: the number travels in the body, never in a URL. */
export const HandsetRequest = z.strictObject({ number: z.string().max(32) });
export type HandsetRequest = z.infer<typeof HandsetRequest>;

export const HandsetMessage = z.object({
  text: z.string(),
  encoding: Encoding,
  segments: z.int(),
  from: z.string(),
  received_at: z.iso.datetime(),
});
export type HandsetMessage = z.infer<typeof HandsetMessage>;

export const HandsetInbox = z.object({ messages: z.array(HandsetMessage) });
export type HandsetInbox = z.infer<typeof HandsetInbox>;
