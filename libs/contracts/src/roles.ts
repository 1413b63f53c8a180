import { z } from 'zod';

/** The fixed set of roles, from the one that may do everything to the one that sees a single application. */
export const ROLES = ['owner', 'admin', 'connectivity', 'editor', 'ops', 'support', 'auditor', 'developer'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

/** `all`: of every application. `own`: only of the applications that the operator is bound to. */
export type Reach = 'all' | 'own';

type Row = Readonly<Partial<Record<Role, Reach>>>;

const EVERYONE: Row = {
  owner: 'all',
  admin: 'all',
  connectivity: 'all',
  editor: 'all',
  ops: 'all',
  support: 'all',
  auditor: 'all',
  developer: 'own',
};

/**
 * Who may do what: the one table that the server checks on every route of the admin API, that the console hides by,
 * and that the tests try out cell by cell. A permission that is not in a role's column is denied.
 */
export const PERMISSION_TABLE = {
  /** The frame of the console: applications by name, languages, states of carriers. */
  'console.read': EVERYONE,
  /** One's own account. */
  'me.use': EVERYONE,
  'try.use': { owner: 'all', admin: 'all', connectivity: 'all', editor: 'all', ops: 'all', developer: 'own' },
  'messages.read': {
    owner: 'all',
    admin: 'all',
    connectivity: 'all',
    ops: 'all',
    support: 'all',
    auditor: 'all',
    developer: 'own',
  },
  /** The list as a file: many at once, so for fewer. */
  'messages.export': { owner: 'all', admin: 'all', ops: 'all', auditor: 'all' },
  /** A number in full, with a reason, ten an hour. */
  'numbers.reveal': { owner: 'all', admin: 'all', ops: 'all', support: 'all' },
  /** To end one that is pending, for the person who asks for it. */
  'verifications.cancel': { owner: 'all', admin: 'all', ops: 'all', support: 'all' },
  /** To send its code once more, within the limits of its policy. */
  'verifications.resend': { owner: 'all', admin: 'all', ops: 'all', support: 'all' },
  'applications.read': { owner: 'all', admin: 'all', auditor: 'all', developer: 'own' },
  'applications.write': { owner: 'all', admin: 'all' },
  'keys.write': { owner: 'all', admin: 'all', developer: 'own' },
  'carriers.read': { owner: 'all', admin: 'all', connectivity: 'all', ops: 'all', auditor: 'all' },
  'carriers.write': { owner: 'all', admin: 'all', connectivity: 'all' },
  /** To stop what goes wrong, and let it go on. */
  'carriers.pause': { owner: 'all', admin: 'all', connectivity: 'all', ops: 'all' },
  /** The octets of a link, read; and what phones send. */
  'carriers.trace': { owner: 'all', admin: 'all', connectivity: 'all', ops: 'all' },
  'routes.read': { owner: 'all', admin: 'all', connectivity: 'all', ops: 'all', auditor: 'all' },
  'routes.write': { owner: 'all', admin: 'all', connectivity: 'all' },
  /** Languages, templates, drafts and what they cost. */
  'texts.read': { owner: 'all', admin: 'all', editor: 'all', auditor: 'all', developer: 'own' },
  'texts.write': { owner: 'all', admin: 'all', editor: 'all' },
  /** To make a text what people read, and to sign one off. */
  'texts.publish': { owner: 'all', admin: 'all', editor: 'all' },
  'locales.write': { owner: 'all', admin: 'all', editor: 'all' },
  'team.manage': { owner: 'all', admin: 'all' },
  /** To make, change or remove an owner. */
  'owners.manage': { owner: 'all' },
  /** The console’s own: its name, who has to have which factor, how long sessions last. */
  'settings.read': { owner: 'all', admin: 'all', auditor: 'all' },
  'settings.write': { owner: 'all', admin: 'all' },
  'audit.read': { owner: 'all', admin: 'all', auditor: 'all' },
  'audit.export': { owner: 'all', admin: 'all', auditor: 'all' },
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof PERMISSION_TABLE;
export const PERMISSIONS = Object.keys(PERMISSION_TABLE) as [Permission, ...Permission[]];

/** How far a role's permission reaches; undefined when the role does not have it. */
export function reachOf(role: Role, permission: Permission): Reach | undefined {
  const row: Row = PERMISSION_TABLE[permission];
  return row[role];
}

/** The roles that have a permission, for the words of a refusal. */
export function rolesWith(permission: Permission): Role[] {
  return ROLES.filter((role) => reachOf(role, permission) !== undefined);
}

/** True when everything that `role` may do is within what `author` may do: nobody hands out more than he has. */
export function coversRole(author: Role, role: Role): boolean {
  if (role === 'owner') return reachOf(author, 'owners.manage') !== undefined;
  return PERMISSIONS.every((permission) => {
    const wanted = reachOf(role, permission);
    const has = reachOf(author, permission);
    return wanted === undefined || has === 'all' || has === wanted;
  });
}

/** Roles of which an operator sees only the applications that he is bound to. */
export function isBoundToApplications(role: Role): boolean {
  return PERMISSIONS.some((permission) => reachOf(role, permission) === 'own');
}
