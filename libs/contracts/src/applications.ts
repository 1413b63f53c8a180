import { z } from 'zod';
import { Brand, composed } from './formats.js';
import { AppHash, Host } from './texts.js';

const Time = z.iso.datetime();

/** What a key may do. `reveal`: a start answers the code itself. */
export const KEY_SCOPES = ['start', 'check', 'read', 'reveal'] as const;
export const KeyScope = z.enum(KEY_SCOPES);
export type KeyScope = z.infer<typeof KeyScope>;

/** Hours for which a key that was rolled stays valid beside its successor. */
export const OVERLAP_HOURS = [0, 1, 24, 72] as const;
export type OverlapHours = (typeof OVERLAP_HOURS)[number];

/** At least one: without any, a number could be sent to, or its codes be guessed at, without end. */
const Windows = z
  .array(z.strictObject({ limit: z.int().min(1).max(10_000), seconds: z.int().min(60).max(86_400) }))
  .min(1)
  .max(5)
  .describe('Each is longer than the one before and allows more');

/** The rules that an application's next verification starts under; those that run keep the rules they began with. */
export const PolicyView = z.strictObject({
  code_length: z.int().min(4).max(10),
  life_seconds: z.int().min(60).max(600),
  max_checks: z.int().min(1).max(10),
  max_sends: z.int().min(1).max(10),
  resend: z.enum(['same', 'new']),
  cooldown_seconds: z.array(z.int().min(0).max(3_600)).min(1).max(10),
  send_windows: Windows,
  wrong_check_windows: Windows,
});
export type PolicyView = z.infer<typeof PolicyView>;

export const ApplicationView = z.object({
  id: z.string(),
  name: z.string().describe('Also the brand that texts name'),
  is_test: z.boolean().describe('Reaches simulated carriers only'),
  sender: z.string(),
  default_language: z.string(),
  app_hashes: z.array(AppHash).describe('Apps that its texts may be made for (Android SMS Retriever)'),
  hosts: z.array(Host).describe('Origins that its texts may be bound to'),
  policy_version: z.int(),
  policy: PolicyView,
  active_keys: z.int(),
  created_at: Time,
});
export type ApplicationView = z.infer<typeof ApplicationView>;

/** `GET applications` */
export const ApplicationList = z.object({ data: z.array(ApplicationView) });
export type ApplicationList = z.infer<typeof ApplicationList>;

/** `active`, or `ending` while an expiry lies ahead, or over. */
export const KeyState = z.enum(['active', 'ending', 'expired', 'revoked']);
export type KeyState = z.infer<typeof KeyState>;

export const KeyView = z.object({
  id: z.string(),
  prefix: z.string().describe('What a key begins with: enough to recognise it, useless to call with'),
  name: z.string(),
  scopes: z.array(KeyScope),
  addresses: z.array(z.string()).describe('CIDR ranges that may use it; empty: any'),
  state: KeyState,
  created_by: z.string(),
  created_at: Time,
  expires_at: Time.nullable(),
  revoked_at: Time.nullable(),
  last_used_at: Time.nullable(),
  reveals: z.int().describe('How often it was answered with a code'),
  replaced_by: z.string().nullable().describe('Id of the key that it was rolled into'),
});
export type KeyView = z.infer<typeof KeyView>;

/** `GET applications/:id` */
export const ApplicationDetail = ApplicationView.extend({ keys: z.array(KeyView) });
export type ApplicationDetail = z.infer<typeof ApplicationDetail>;

/** What SMPP takes as a source (3.4 5.2.5) and phones show: a number, or at most eleven letters, digits and blanks. */
export const Sender = z.string().regex(/^(?:\+?[0-9]{1,15}|[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?)$/);
const Language = z.string().min(2).max(64);

/** `POST applications` answers an ApplicationDetail. */
export const ApplicationCreate = z.strictObject({
  name: Brand,
  sender: Sender,
  default_language: Language,
  is_test: z.boolean(),
});
export type ApplicationCreate = z.infer<typeof ApplicationCreate>;

/** `PATCH applications/:id`; a policy is written over the version that its author saw, or refused. */
export const ApplicationChange = z.strictObject({
  name: Brand.optional(),
  sender: Sender.optional(),
  default_language: Language.optional(),
  app_hashes: z.array(AppHash).max(20).optional(),
  hosts: z.array(Host).max(20).optional(),
  policy: PolicyView.optional(),
  policy_version: z.int().optional().describe('Needed with `policy`: the version it was made from'),
});
export type ApplicationChange = z.infer<typeof ApplicationChange>;

/** Who uses it, in words that a terminal can print. */
export const KeyName = composed(60)
  .trim()
  .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,60}$/u);

/** `POST applications/:id/keys` */
export const KeyCreate = z.strictObject({
  name: KeyName,
  scopes: z.array(KeyScope).min(1).max(KEY_SCOPES.length),
  addresses: z.array(z.string().max(50)).max(20).default([]),
  expires_at: z.iso.datetime({ offset: true }).nullable().default(null).describe('At most two years ahead'),
});
export type KeyCreate = z.infer<typeof KeyCreate>;

/** `POST applications/:id/keys/:key/roll`; `DELETE applications/:id/keys/:key` ends one at once and answers 204. */
export const KeyRoll = z.strictObject({
  overlap_hours: z.literal(OVERLAP_HOURS),
});
export type KeyRoll = z.infer<typeof KeyRoll>;

/** The only time that a key is shown. */
export const NewKey = z.object({ key: z.string(), view: KeyView });
export type NewKey = z.infer<typeof NewKey>;
