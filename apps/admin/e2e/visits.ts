import { insertOperator } from '../../backend/src/test/operators.js';
import { seededCarrier } from '../../backend/src/test/second-carrier.js';
import { recordSecret } from '../../../tools/testing/secrets.js';
import { adminApi } from './admin-api.js';
import type { ConsoleUnderTest } from './console.js';
import { sendMessages } from './messages.js';

export type VisitedBy = 'nobody' | { readonly isEnrolled?: boolean };

/** Everything that can be opened, how much of scripts it may load, compressed, and by whom, where not by an owner. */
export const VISITS: readonly [path: string, limit: number, as?: VisitedBy][] = [
  ['/login', 190, 'nobody'],
  ['/signed-out', 190, 'nobody'],
  // Opened once in the life of an account, and they have more to ask than the sign-in has.
  ['/invite#:invitation', 200, 'nobody'],
  ['/reset#:reset', 200, 'nobody'],
  ['/enrol', 200, { isEnrolled: false }],
  ['/', 270],
  ['/try', 290],
  ['/try/phone/:handset', 270],
  ['/messages', 270],
  ['/messages?live=1', 270],
  ['/messages/:message', 290],
  ['/messages/:message?tab=related', 290],
  ['/messages/:message?tab=json', 290],
  ['/verifications', 270],
  ['/verifications/:verification', 290],
  ['/apps', 270],
  ['/apps/:application', 290],
  ['/templates', 270],
  ['/templates/:template', 390],
  ['/locales', 270],
  ['/locales?view=coverage', 270],
  ['/locales/:tag', 270],
  ['/carriers', 270],
  ['/carriers/:carrier', 290],
  ['/carriers/:carrier?tab=settings', 290],
  ['/carriers/:carrier?tab=credentials', 290],
  ['/carriers/:carrier?tab=errors', 290],
  ['/carriers/:carrier?tab=receipts', 290],
  ['/carriers/:carrier?tab=trace', 290],
  ['/carriers/:carrier?tab=history', 290],
  ['/routing', 270],
  ['/routing?view=prices', 270],
  ['/routing?view=senders', 270],
  ['/team', 270],
  ['/team/:operator', 290],
  ['/audit', 270],
  ['/audit/:seq', 290],
  ['/settings', 270],
  ['/me', 270],
  ['/:nowhere', 270],
];

/** By the words behind the colons above: one of each that there is. */
export type Visited = Readonly<Record<string, string>>;

/** The path with what it names in it. */
export const addressOf = (path: string, things: Visited) =>
  path.replace(/:(\w+)/g, (_, thing: string) => things[thing]!);

export async function thingsToVisit(room: ConsoleUnderTest): Promise<Visited> {
  const { pool } = room.system.database;
  const anyOf = async (table: string) =>
    (await pool.query<{ id: string }>(`select id from ${table} limit 1`)).rows[0]!.id;
  const [message = ''] = await sendMessages(room.system, 1);
  const api = await adminApi(room);
  const link = async (path: string, body: object) => {
    const { url } = await api<{ url: string }>('POST', path, body);
    const token = new URL(url).hash.slice(1);
    recordSecret('token', token);
    return token;
  };
  const operator = await insertOperator(pool);
  return {
    message,
    operator,
    // The first entry of the audit, too.
    invitation: await link('team/invitations', { email: 'ada@example.com', role: 'support' }),
    reset: await link(`team/operators/${operator}/reset`, { kind: 'password' }),
    verification: await anyOf('verification'),
    template: await anyOf('template'),
    application: await anyOf('application'),
    carrier: await seededCarrier(room.system),
    handset: '1',
    tag: 'fr',
    seq: '1',
    nowhere: 'nowhere',
  };
}
