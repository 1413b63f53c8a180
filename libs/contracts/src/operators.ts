import { z } from 'zod';
import { Brand, composed } from './formats.js';
import { PERMISSIONS, Role } from './roles.js';

/** NIST SP 800-63B-4: length is what makes a password strong; no rules of composition. */
export const PASSWORD_LENGTH = { least: 15, most: 128 } as const;
export const RECOVERY_CODES = 10;

const Time = z.iso.datetime();
const Token = z.string().min(1).max(100);

/** Compared in lower case: an address means one person however it is typed. */
export const Email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[^\p{C}\s@<>]+@[^\p{C}\s@<>]+$/u);
/** Without what cannot be seen, for terminals print it too, and without the brackets that an address stands in. */
export const PersonName = composed(80)
  .trim()
  .regex(/^(?:(?![<>])[\p{L}\p{M}\p{N}\p{P}\p{S} ]){1,80}$/u);
export const NewPassword = z.string().min(PASSWORD_LENGTH.least).max(PASSWORD_LENGTH.most);
/** What is typed as a password: whatever it is, only the hash decides. */
const TypedPassword = z.string().max(PASSWORD_LENGTH.most);
/** Six digits; spaces are let through because phones show them. */
const TotpCode = z.string().max(20);

/** Members of a WebAuthn ceremony, as the browser's API has them (PublicKeyCredential JSON, WebAuthn Level 3). */
export const PasskeyOptions = z.object({ ticket: z.string(), options: z.record(z.string(), z.unknown()) });
export type PasskeyOptions = z.infer<typeof PasskeyOptions>;
const PasskeyResponse = z.record(z.string(), z.unknown());

// --- Signing in. A ticket stands for what was proven so far; it dies with its use, or after five minutes.

export const SecondFactor = z.enum(['totp', 'passkey', 'recovery_code']);
export type SecondFactor = z.infer<typeof SecondFactor>;

/** `POST sign-in/password` */
export const PasswordSignIn = z.strictObject({ email: Email, password: TypedPassword });
export type PasswordSignIn = z.infer<typeof PasswordSignIn>;

/** `signed_in`: the session cookie is set. The session of an account without a second factor may only add one. */
export const SignInAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('second_factor'), ticket: z.string(), methods: z.array(SecondFactor) }),
  z.object({ kind: z.literal('signed_in') }),
]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/** `POST sign-in/totp`, `POST sign-in/recovery-code` */
export const CodeSignIn = z.strictObject({ ticket: Token, code: TotpCode });
export type CodeSignIn = z.infer<typeof CodeSignIn>;

/** `POST sign-in/passkey/options`: without a ticket for a sign-in by passkey alone. */
export const PasskeySignInBegin = z.strictObject({ ticket: Token.optional() });
export type PasskeySignInBegin = z.infer<typeof PasskeySignInBegin>;

/** `POST sign-in/passkey`, `POST session/step-up/passkey` */
export const PasskeySignIn = z.strictObject({ ticket: Token, response: PasskeyResponse });
export type PasskeySignIn = z.infer<typeof PasskeySignIn>;

// --- The session.

export const OperatorBrief = z.object({
  id: z.string().describe('`opr_` and 22 characters'),
  email: z.string(),
  name: z.string(),
  role: Role,
  application_ids: z.array(z.string()).describe('For roles that see only their own applications'),
});
export type OperatorBrief = z.infer<typeof OperatorBrief>;

/** `GET session`, and the answer of every step-up */
export const SessionView = z.object({
  operator: OperatorBrief,
  permissions: z.array(z.enum(PERMISSIONS)),
  must_enrol: z
    .boolean()
    .describe('True until the second factor that is asked for is set up; nothing else is allowed before'),
  needs_passkey: z.boolean().describe('The settings ask for a passkey: an app alone does not do'),
  step_up_methods: z.array(z.enum(['totp', 'passkey'])),
  step_up_until: Time.describe('Until then what asks for a fresh proof is allowed'),
  expires_at: Time,
});
export type SessionView = z.infer<typeof SessionView>;

/** `POST session/step-up/totp` */
export const TotpStepUp = z.strictObject({ code: TotpCode });
export type TotpStepUp = z.infer<typeof TotpStepUp>;

// --- First run. 404 once it is finished.

export const SetupStep = z.enum(['token', 'owner', 'second_factor', 'application']);
export type SetupStep = z.infer<typeof SetupStep>;

/** `GET setup`: where this browser stands. */
export const SetupView = z.object({
  step: SetupStep,
  application: z
    .object({ id: z.string(), name: z.string(), default_language: z.string() })
    .nullable()
    .describe('From the step `application` on'),
  languages: z.array(z.string()).describe('Languages there are texts for; empty before the step `application`'),
});
export type SetupView = z.infer<typeof SetupView>;

/** `POST setup/claim` with the token that the server printed; a cookie remembers it. Answers 204. */
export const SetupClaim = z.strictObject({ token: Token });
export type SetupClaim = z.infer<typeof SetupClaim>;

/** `POST setup/owner`: the answer, a 204, sets the session cookie; the session may only add a second factor yet. */
export const SetupOwner = z.strictObject({ email: Email, name: PersonName, password: NewPassword });
export type SetupOwner = z.infer<typeof SetupOwner>;

/** `POST setup/finish`, answered 204. */
export const SetupFinish = z.strictObject({
  name: Brand,
  default_language: z.string().max(64),
});
export type SetupFinish = z.infer<typeof SetupFinish>;

// --- One-time links: an invitation (72 h) or a reset (15 min). The token stands in the fragment of the link's URL.

export const LinkKind = z.enum(['invitation', 'password', 'access']);
export type LinkKind = z.infer<typeof LinkKind>;

/** `POST links/read` */
export const LinkRead = z.strictObject({ token: Token });
export type LinkRead = z.infer<typeof LinkRead>;

export const LinkView = z.object({
  kind: LinkKind.describe('`access`: a new password and a new second factor'),
  email: z.string(),
  role: Role.nullable().describe('With `invitation`'),
  expires_at: Time,
});
export type LinkView = z.infer<typeof LinkView>;

/** `POST links/accept`: `name` with an invitation only. */
export const LinkAccept = z.strictObject({ token: Token, name: PersonName.optional(), password: NewPassword });
export type LinkAccept = z.infer<typeof LinkAccept>;

/** `signed_in`: go on to add a second factor. `sign_in`: sign in with the new password. */
export const LinkAccepted = z.object({ kind: z.enum(['signed_in', 'sign_in']) });
export type LinkAccepted = z.infer<typeof LinkAccepted>;

/** Shown once to whoever made it, to be handed over by hand. */
export const OneTimeLink = z.object({ url: z.string(), expires_at: Time });
export type OneTimeLink = z.infer<typeof OneTimeLink>;

// --- One's own account.

export const OwnSession = z.object({
  id: z.string().describe('`ses_` and 22 characters'),
  is_current: z.boolean(),
  device: z.string().describe('Browser and system, as the browser says'),
  address: z.string(),
  method: z.enum(['password', 'passkey', 'link', 'setup']),
  created_at: Time,
  last_seen_at: Time,
});
export type OwnSession = z.infer<typeof OwnSession>;

export const PasskeyView = z.object({
  id: z.string().describe('`pky_` and 22 characters'),
  name: z.string(),
  created_at: Time,
  last_used_at: Time.nullable(),
});
export type PasskeyView = z.infer<typeof PasskeyView>;

/** `GET me` */
export const Profile = z.object({
  operator: OperatorBrief,
  has_password: z.boolean(),
  has_totp: z.boolean(),
  passkeys: z.array(PasskeyView),
  recovery_codes_left: z.int(),
  phone: z.string().nullable().describe('Proven to be his, masked: where texts that are tried may go'),
  sessions: z.array(OwnSession),
});
export type Profile = z.infer<typeof Profile>;

/** `PATCH me` answers the Profile. */
export const ProfileChange = z.strictObject({ name: PersonName });
export type ProfileChange = z.infer<typeof ProfileChange>;

/** `POST me/password`: ends every other session. */
export const PasswordChange = z.strictObject({ current: TypedPassword, password: NewPassword });
export type PasswordChange = z.infer<typeof PasswordChange>;

/** `POST me/totp`: nothing is stored as a factor before it is confirmed. */
export const TotpBegun = z.object({
  ticket: z.string(),
  secret: z.string().describe('Base32, to type where no camera is'),
  uri: z.string().describe('`otpauth://` for a QR code'),
});
export type TotpBegun = z.infer<typeof TotpBegun>;

/** `POST me/totp/confirm` */
export const TotpConfirm = z.strictObject({ ticket: Token, code: TotpCode });
export type TotpConfirm = z.infer<typeof TotpConfirm>;

/** `POST me/passkeys` after `POST me/passkeys/options` */
export const PasskeyAdd = z.strictObject({ ticket: Token, response: PasskeyResponse, name: PersonName });
export type PasskeyAdd = z.infer<typeof PasskeyAdd>;

/** With the first factor come recovery codes, shown this once; later ones bring none. */
export const FactorAdded = z.object({ recovery_codes: z.array(z.string()) });
export type FactorAdded = z.infer<typeof FactorAdded>;

// --- The team.

export const OperatorState = z.enum(['active', 'enrolling', 'deactivated']);
export type OperatorState = z.infer<typeof OperatorState>;

export const OperatorRow = OperatorBrief.extend({
  state: OperatorState.describe('`enrolling`: no second factor yet'),
  has_totp: z.boolean(),
  passkeys: z.int(),
  sessions: z.int(),
  last_seen_at: Time.nullable(),
  created_at: Time,
});
export type OperatorRow = z.infer<typeof OperatorRow>;

export const InvitationRow = z.object({
  id: z.string().describe('`lnk_` and 22 characters'),
  email: z.string(),
  role: Role,
  application_ids: z.array(z.string()),
  invited_by: z.string(),
  created_at: Time,
  expires_at: Time,
});
export type InvitationRow = z.infer<typeof InvitationRow>;

/** `GET team`; `DELETE team/invitations/:id` withdraws one and answers 204. */
export const Team = z.object({ operators: z.array(OperatorRow), invitations: z.array(InvitationRow) });
export type Team = z.infer<typeof Team>;

const ApplicationIds = z.array(z.string().max(40)).max(50);

/** `POST team/invitations` answers a OneTimeLink. */
export const Invite = z.strictObject({ email: Email, role: Role, application_ids: ApplicationIds.default([]) });
export type Invite = z.infer<typeof Invite>;

/**
 * `PATCH team/operators/:id` answers an OperatorRow: whatever it changes, all sessions of the operator end.
 * `DELETE team/operators/:id` removes him and answers 204.
 */
export const OperatorChange = z.strictObject({
  role: Role.optional(),
  application_ids: ApplicationIds.optional(),
  is_active: z.boolean().optional(),
});
export type OperatorChange = z.infer<typeof OperatorChange>;

/** `POST team/operators/:id/reset` answers a OneTimeLink. `password` keeps the second factor, `access` forgets it. */
export const ResetRequest = z.strictObject({ kind: z.enum(['password', 'access']) });
export type ResetRequest = z.infer<typeof ResetRequest>;

/** `GET team/operators/:id/sessions`; `DELETE` of one or of all of them answers 204. */
export const SessionList = z.object({ data: z.array(OwnSession) });
export type SessionList = z.infer<typeof SessionList>;
