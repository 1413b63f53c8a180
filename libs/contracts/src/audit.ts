import { z } from 'zod';
import { PageQuery, pageOf } from './paging.js';

/** What can be done that leaves an entry: the thing and the deed. Only ever added to, for entries stay. */
export const AUDIT_ACTIONS = [
  'operator.signed_in',
  'operator.sign_in_refused',
  'operator.signed_out',
  'operator.stepped_up',
  'operator.created',
  'operator.changed',
  'operator.removed',
  'operator.invited',
  'operator.reset_issued',
  'operator.password_changed',
  'operator.totp_added',
  'operator.totp_removed',
  'operator.passkey_added',
  'operator.passkey_removed',
  'operator.recovery_code_used',
  'operator.recovery_codes_made',
  'operator.sessions_ended',
  'invitation.withdrawn',
  'setup.finished',
  'application.created',
  'application.changed',
  'key.created',
  'key.rolled',
  'key.revoked',
  'carrier.created',
  'carrier.changed',
  'carrier.status_changed',
  'carrier.password_changed',
  'carrier.password_restored',
  'carrier.deleted',
  'price.imported',
  'route.created',
  'route.changed',
  'route.reordered',
  'route.deleted',
  'sender.created',
  'sender.deleted',
  'audit.exported',
  'locale.created',
  'locale.changed',
  'locale.deleted',
  'country.changed',
  'template.created',
  'template.changed',
  'template.archived',
  'text.drafted',
  'text.discarded',
  'text.published',
  'text.reverted',
  'text.signed_off',
  'text.imported',
  'text.exported',
  'text.tested',
  'operator.phone_asked',
  'operator.phone_added',
  'operator.phone_removed',
  'number.revealed',
  'messages.exported',
  'verifications.exported',
  'verification.cancelled',
  'verification.resent',
  'view.shared',
  'view.withdrawn',
  'settings.changed',
] as const;
export const AuditAction = z.enum(AUDIT_ACTIONS);
export type AuditAction = z.infer<typeof AuditAction>;

export const AuditTargetKind = z.enum([
  'operator',
  'session',
  'invitation',
  'application',
  'key',
  'carrier',
  'route',
  'sender',
  'locale',
  'country',
  'template',
  'text',
  'audit',
  'setup',
  'message',
  'verification',
  'view',
  'settings',
]);
export type AuditTargetKind = z.infer<typeof AuditTargetKind>;

const Facts = z.record(z.string(), z.unknown());

export const AuditEntry = z.object({
  seq: z.int().describe('Without gaps, from 1'),
  at: z.iso.datetime(),
  actor: z.object({
    kind: z.enum(['operator', 'command', 'visitor', 'system']).describe('`visitor`: nobody was signed in'),
    id: z.string().nullable(),
    name: z.string().describe('As it was then'),
  }),
  action: AuditAction,
  target: z.object({ kind: AuditTargetKind, id: z.string(), name: z.string() }),
  application_id: z.string().nullable(),
  before: Facts.nullable(),
  after: Facts.nullable().describe('Secrets only as "changed"'),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
  mac: z.string().describe('Links this entry to all before it, hexadecimal'),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const filters = {
  action: AuditAction.optional(),
  /** Id of an operator. */
  actor: z.string().max(40).optional(),
  /** Id of what was changed. */
  target: z.string().max(80).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
};

/** `GET audit/export`: NDJSON, one AuditEntry a line, oldest first. */
export const AuditFilters = z.strictObject(filters);
export type AuditFilters = z.infer<typeof AuditFilters>;

/** `GET audit` */
export const AuditQuery = PageQuery.extend(filters);
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditPage = pageOf(AuditEntry, 'AuditPage');
export type AuditPage = z.infer<typeof AuditPage>;

/** `GET audit/verification`: every entry against its link to the one before. */
export const AuditVerification = z.object({
  status: z.enum(['intact', 'broken']),
  entries: z.int().describe('How many were looked at'),
  head: z.object({ seq: z.int(), mac: z.string() }).nullable(),
  broken: z
    .object({ seq: z.int(), reason: z.enum(['changed', 'missing']) })
    .nullable()
    .describe('The first entry that does not fit'),
  verified_at: z.iso.datetime(),
});
export type AuditVerification = z.infer<typeof AuditVerification>;
