import type { Permission } from '@codewire/contracts';
import { randomUUID } from 'node:crypto';
import { newId } from '../platform/ids.js';
import type { PermitOptions } from '../platform/permit.js';
import { freshNumber } from './numbers.js';

/** What the path or the body of an example can name: an application with what is its own, and someone of the team. */
export interface Things {
  readonly application: string;
  readonly key: string;
  readonly message: string;
  readonly verification: string;
  /** Its own, with a text in German. */
  readonly template: string;
  readonly operator: string;
  readonly session: string;
  readonly invitation: string;
  /** Disabled, its password sealed as it should be. */
  readonly carrier: string;
}

/** What a route asks for, and a request that it would answer. */
export interface Example extends PermitOptions {
  readonly permission: Permission;
  /** It is about an application, or about something of one. */
  readonly isOfApplication?: true;
  /** Values of the path's parameters; each names something that is there. */
  readonly path?: (things: Things) => readonly string[];
  readonly body?: (things: Things) => object;
}

const nobody = () => `${randomUUID()}@example.com`;
const brand = () => randomUUID().slice(0, 20);

const OF_APPLICATIONS: Record<string, Example> = {
  'GET /api/admin/applications/:id': { permission: 'applications.read', path: ({ application }) => [application] },
  'PATCH /api/admin/applications/:id': {
    permission: 'applications.write',
    path: ({ application }) => [application],
    body: () => ({ name: brand() }),
  },
  'POST /api/admin/applications/:id/keys': {
    permission: 'keys.write',
    stepUp: true,
    path: ({ application }) => [application],
    body: () => ({ name: 'till', scopes: ['start'] }),
  },
  'POST /api/admin/applications/:id/keys/:key/roll': {
    permission: 'keys.write',
    stepUp: true,
    path: ({ application, key }) => [application, key],
    body: () => ({ overlap_hours: 0 }),
  },
  'DELETE /api/admin/applications/:id/keys/:key': {
    permission: 'keys.write',
    path: ({ application, key }) => [application, key],
  },
  'GET /api/admin/messages/:id': { permission: 'messages.read', path: ({ message }) => [message] },
  'GET /api/admin/messages/:id/pdus': { permission: 'carriers.trace', path: ({ message }) => [message] },
  'GET /api/admin/messages/:id/related': { permission: 'messages.read', path: ({ message }) => [message] },
  'GET /api/admin/verifications/:id': { permission: 'messages.read', path: ({ verification }) => [verification] },
  'POST /api/admin/verifications/:id/cancel': {
    permission: 'verifications.cancel',
    path: ({ verification }) => [verification],
  },
  'POST /api/admin/verifications/:id/resend': {
    permission: 'verifications.resend',
    path: ({ verification }) => [verification],
    body: () => ({ reason: 'He says that nothing came.' }),
  },
  'POST /api/admin/messages/:id/reveal': {
    permission: 'numbers.reveal',
    stepUp: true,
    path: ({ message }) => [message],
    body: () => ({ reason: 'He says that nothing came.' }),
  },
  'POST /api/admin/verifications/:id/reveal': {
    permission: 'numbers.reveal',
    stepUp: true,
    path: ({ verification }) => [verification],
    body: () => ({ reason: 'She says that nothing came.' }),
  },
  'POST /api/admin/templates/:id/texts/:locale/test': {
    permission: 'texts.write',
    path: ({ template }) => [template, 'de'],
    body: ({ application }) => ({
      version: 1,
      application_id: application,
      to: { kind: 'handset', number: '+12125550143' },
    }),
  },
  'POST /api/admin/me/phone': {
    permission: 'texts.write',
    body: ({ application }) => ({ application_id: application, number: freshNumber() }),
  },
  'POST /api/admin/try': {
    permission: 'try.use',
    body: ({ application }) => ({ application_id: application, number: freshNumber() }),
  },
  'POST /api/admin/locales/match': {
    permission: 'texts.read',
    body: ({ application }) => ({ application_id: application, language: 'de' }),
  },
  'GET /api/admin/templates/:id': { permission: 'texts.read', path: ({ template }) => [template] },
  'PATCH /api/admin/templates/:id': { permission: 'texts.write', path: ({ template }) => [template] },
  'DELETE /api/admin/templates/:id': { permission: 'texts.write', path: ({ template }) => [template] },
  'POST /api/admin/templates/:id/preview': { permission: 'texts.read', path: ({ template }) => [template] },
  'GET /api/admin/templates/:id/texts/:locale': { permission: 'texts.read', path: ({ template }) => [template, 'de'] },
  'PUT /api/admin/templates/:id/texts/:locale/draft': {
    permission: 'texts.write',
    path: ({ template }) => [template, 'de'],
    body: () => ({ body: 'Code: {code}' }),
  },
  'DELETE /api/admin/templates/:id/texts/:locale/draft': {
    permission: 'texts.write',
    path: ({ template }) => [template, 'de'],
  },
  ...Object.fromEntries(
    ['publish', 'revert', 'sign-off'].map((deed) => [
      `POST /api/admin/templates/:id/texts/:locale/${deed}`,
      {
        permission: 'texts.publish',
        path: ({ template }: Things) => [template, 'de'],
        body: () => ({ version: 1 }),
      } as const,
    ]),
  ),
  'GET /api/admin/templates/:id/texts/:locale/versions/:version': {
    permission: 'texts.read',
    path: ({ template }) => [template, 'de', '1'],
  },
  'GET /api/admin/templates/:id/texts/:locale/versions/:version/diff/:other': {
    permission: 'texts.read',
    path: ({ template }) => [template, 'de', '1', '1'],
  },
  'POST /api/admin/try/:id/check': {
    permission: 'try.use',
    path: ({ verification }) => [verification],
    body: () => ({ code: '000000' }),
  },
  'POST /api/admin/try/:id/resend': { permission: 'try.use', path: ({ verification }) => [verification] },
};

// Where a body is missing on purpose, the route says so to whoever it lets in, and does nothing.
const OF_NO_APPLICATION: Record<string, Example> = {
  'GET /api/admin/context': { permission: 'console.read' },
  'GET /api/admin/messages': { permission: 'messages.read' },
  'GET /api/admin/messages/count': { permission: 'messages.read' },
  'GET /api/admin/messages/histogram': { permission: 'messages.read' },
  'GET /api/admin/messages/live': { permission: 'messages.read' },
  'GET /api/admin/messages/number-filters/:id': { permission: 'messages.read', path: () => [newId('nfl')] },
  'POST /api/admin/messages/number-filters': {
    permission: 'messages.read',
    body: () => ({ number: freshNumber() }),
  },
  'GET /api/admin/verifications': { permission: 'messages.read' },
  'GET /api/admin/verifications/count': { permission: 'messages.read' },
  'GET /api/admin/verifications/histogram': { permission: 'messages.read' },
  'GET /api/admin/overview': { permission: 'messages.read' },
  'GET /api/admin/overview/carriers': { permission: 'carriers.read' },
  'GET /api/admin/messages/export': { permission: 'messages.export', stepUp: true },
  'GET /api/admin/verifications/export': { permission: 'messages.export', stepUp: true },
  'GET /api/admin/views': { permission: 'messages.read' },
  'POST /api/admin/views': {
    permission: 'messages.read',
    body: () => ({ room: 'messages', name: brand(), query: { status: 'failed' }, is_shared: false }),
  },
  'PATCH /api/admin/views/:id': { permission: 'messages.read', path: () => ['svw_none'], body: () => ({ version: 1 }) },
  'DELETE /api/admin/views/:id': { permission: 'messages.read', path: () => ['svw_none'] },
  'POST /api/admin/handset': { permission: 'try.use', body: () => ({ number: freshNumber() }) },
  'POST /api/admin/try/faults/read': { permission: 'try.use', body: () => ({ number: '+12125550143' }) },
  'PUT /api/admin/try/faults': {
    permission: 'try.use',
    body: () => ({ number: '+12125550143', fault: { scenario: 'receipt_twice' } }),
  },
  'POST /api/admin/try/faults/reset': { permission: 'try.use', body: () => ({ number: '+12125550143' }) },

  'GET /api/admin/applications': { permission: 'applications.read' },
  'POST /api/admin/applications': {
    permission: 'applications.write',
    body: () => ({ name: brand(), sender: 'Codewire', default_language: 'en', is_test: true }),
  },

  'GET /api/admin/team': { permission: 'team.manage' },
  'POST /api/admin/team/invitations': {
    permission: 'team.manage',
    stepUp: true,
    body: () => ({ email: nobody(), role: 'support' }),
  },
  'DELETE /api/admin/team/invitations/:id': { permission: 'team.manage', path: ({ invitation }) => [invitation] },
  'PATCH /api/admin/team/operators/:id': {
    permission: 'team.manage',
    stepUp: true,
    path: ({ operator }) => [operator],
    body: () => ({ role: 'ops' }),
  },
  'DELETE /api/admin/team/operators/:id': {
    permission: 'team.manage',
    stepUp: true,
    path: ({ operator }) => [operator],
  },
  'POST /api/admin/team/operators/:id/reset': {
    permission: 'team.manage',
    stepUp: true,
    path: ({ operator }) => [operator],
    body: () => ({ kind: 'password' }),
  },
  'GET /api/admin/team/operators/:id/sessions': { permission: 'team.manage', path: ({ operator }) => [operator] },
  'DELETE /api/admin/team/operators/:id/sessions': { permission: 'team.manage', path: ({ operator }) => [operator] },
  'DELETE /api/admin/team/operators/:id/sessions/:session': {
    permission: 'team.manage',
    path: ({ operator, session }) => [operator, session],
  },

  'POST /api/admin/setup/finish': { permission: 'owners.manage' },

  'GET /api/admin/receipts/unmatched': { permission: 'carriers.trace' },
  'GET /api/admin/inbound': { permission: 'carriers.trace' },

  'GET /api/admin/routes': { permission: 'routes.read' },
  'POST /api/admin/routes': {
    permission: 'routes.write',
    body: ({ carrier }) => ({ name: brand(), application_id: 'app_none', carriers: [{ id: carrier }] }),
  },
  'PUT /api/admin/routes/order': { permission: 'routes.write', body: () => ({ ids: [] }) },
  'POST /api/admin/routes/explain': {
    permission: 'routes.read',
    body: ({ application }) => ({ number: freshNumber(), application_id: application }),
  },
  'PATCH /api/admin/routes/:id': {
    permission: 'routes.write',
    path: () => ['rou_none'],
    body: () => ({ version: 1, is_enabled: false }),
  },
  'DELETE /api/admin/routes/:id': { permission: 'routes.write', path: () => ['rou_none'] },
  'GET /api/admin/carriers/:id/prices': { permission: 'routes.read', path: ({ carrier }) => [carrier] },
  'POST /api/admin/carriers/:id/prices/import': {
    permission: 'routes.write',
    path: ({ carrier }) => [carrier],
    body: () => ({ csv: '49,0.075,EUR' }),
  },
  'GET /api/admin/senders': { permission: 'routes.read' },
  'POST /api/admin/senders': {
    permission: 'routes.write',
    body: ({ carrier }) => ({ carrier_id: carrier, sender: 'Codewire' }),
  },
  'DELETE /api/admin/senders/:id': { permission: 'routes.write', path: () => ['snd_none'] },

  'GET /api/admin/command-statuses': { permission: 'console.read' },

  'GET /api/admin/carriers': { permission: 'carriers.read' },
  'POST /api/admin/carriers': {
    permission: 'carriers.write',
    stepUp: true,
    body: () => ({ name: brand(), host: '127.0.0.1', port: 1, system_id: 'acme', password: 'pa55word' }),
  },
  'GET /api/admin/carriers/live': { permission: 'carriers.read' },
  'GET /api/admin/carriers/:id': { permission: 'carriers.read', path: ({ carrier }) => [carrier] },
  'PATCH /api/admin/carriers/:id': {
    permission: 'carriers.write',
    stepUp: true,
    path: ({ carrier }) => [carrier],
    body: () => ({ version: 1, dry_run: true, port: 2 }),
  },
  'PUT /api/admin/carriers/:id/status': {
    permission: 'carriers.pause',
    path: ({ carrier }) => [carrier],
    body: () => ({ status: 'disabled' }),
  },
  'POST /api/admin/carriers/:id/password': {
    permission: 'carriers.write',
    stepUp: true,
    path: ({ carrier }) => [carrier],
    body: () => ({ password: 'pa55word', without_test: true }),
  },
  'POST /api/admin/carriers/:id/password/restore': {
    permission: 'carriers.write',
    stepUp: true,
    path: ({ carrier }) => [carrier],
  },
  'POST /api/admin/carriers/:id/test': { permission: 'carriers.write', path: ({ carrier }) => [carrier] },
  'GET /api/admin/carriers/:id/trace': { permission: 'carriers.trace', path: ({ carrier }) => [carrier] },
  'GET /api/admin/carriers/:id/history': { permission: 'carriers.read', path: ({ carrier }) => [carrier] },
  'DELETE /api/admin/carriers/:id': { permission: 'carriers.write', stepUp: true, path: () => [newId('car')] },

  'GET /api/admin/locales': { permission: 'texts.read' },
  'POST /api/admin/locales': { permission: 'locales.write', body: () => ({ tag: 'en' }) },
  'PATCH /api/admin/locales/:tag': { permission: 'locales.write', path: () => ['en'] },
  'DELETE /api/admin/locales/:tag': { permission: 'locales.write', path: () => ['en'] },
  'GET /api/admin/countries': { permission: 'texts.read' },
  'PUT /api/admin/countries/:country': {
    permission: 'locales.write',
    path: () => ['DE'],
    body: () => ({ locale: 'de' }),
  },
  'DELETE /api/admin/countries/:country': { permission: 'locales.write', path: () => ['DE'] },

  'GET /api/admin/templates': { permission: 'texts.read' },
  'GET /api/admin/templates/coverage': { permission: 'texts.read' },
  'GET /api/admin/templates/export': { permission: 'texts.read' },
  'POST /api/admin/templates/import': {
    permission: 'texts.write',
    body: () => ({ document: { format: 'codewire.texts.v1', templates: [] } }),
  },
  'POST /api/admin/templates': {
    permission: 'texts.write',
    body: ({ application }) => ({ purpose: 'login', application_id: application }),
  },

  'GET /api/admin/audit': { permission: 'audit.read' },
  'GET /api/admin/audit/:seq': { permission: 'audit.read', path: () => ['1'] },
  'GET /api/admin/audit/verification': { permission: 'audit.read' },
  'GET /api/admin/audit/export': { permission: 'audit.export', stepUp: true },

  'GET /api/admin/settings': { permission: 'settings.read' },
  'PATCH /api/admin/settings': { permission: 'settings.write', stepUp: true },

  'GET /api/admin/session': { permission: 'me.use', duringEnrolment: true },
  'POST /api/admin/session/step-up/totp': { permission: 'me.use' },
  'POST /api/admin/session/step-up/passkey/options': { permission: 'me.use' },
  'POST /api/admin/session/step-up/passkey': { permission: 'me.use' },

  'GET /api/admin/me': { permission: 'me.use', duringEnrolment: true },
  'PATCH /api/admin/me': { permission: 'me.use', body: () => ({ name: 'Grace' }) },
  'POST /api/admin/me/phone/check': {
    permission: 'texts.write',
    body: ({ verification }) => ({ verification_id: verification, code: '000000' }),
  },
  'DELETE /api/admin/me/phone': { permission: 'me.use' },
  'POST /api/admin/me/password': { permission: 'me.use', stepUp: true },
  'POST /api/admin/me/totp': { permission: 'me.use', stepUp: true, duringEnrolment: true },
  'POST /api/admin/me/totp/confirm': { permission: 'me.use', stepUp: true, duringEnrolment: true },
  'DELETE /api/admin/me/totp': { permission: 'me.use', stepUp: true },
  'POST /api/admin/me/passkeys/options': { permission: 'me.use', stepUp: true, duringEnrolment: true },
  'POST /api/admin/me/passkeys': { permission: 'me.use', stepUp: true, duringEnrolment: true },
  'DELETE /api/admin/me/passkeys/:id': { permission: 'me.use', stepUp: true, path: () => ['pky_none'] },
  'POST /api/admin/me/recovery-codes': { permission: 'me.use', stepUp: true },
  'DELETE /api/admin/me/sessions': { permission: 'me.use' },
  'DELETE /api/admin/me/sessions/:id': { permission: 'me.use', path: () => ['ses_none'] },
};

/** One for every route of the admin API that asks who is there: what it is to ask for, written down a second time. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  ...OF_NO_APPLICATION,
  ...Object.fromEntries(
    Object.entries(OF_APPLICATIONS).map(([route, example]) => [route, { ...example, isOfApplication: true as const }]),
  ),
};

/** The others, for those who are not signed in yet, or not any more. */
export const PUBLIC_ROUTES: readonly string[] = [
  'GET /api/admin/appearance',
  'GET /api/admin/setup',
  'POST /api/admin/setup/claim',
  'POST /api/admin/setup/owner',
  'POST /api/admin/links/read',
  'POST /api/admin/links/accept',
  'POST /api/admin/sign-in/password',
  'POST /api/admin/sign-in/totp',
  'POST /api/admin/sign-in/recovery-code',
  'POST /api/admin/sign-in/passkey/options',
  'POST /api/admin/sign-in/passkey',
  'POST /api/admin/sign-out',
];
