import type { Permission } from '@codewire/contracts';

export interface Room {
  /** Of its name in the words for rooms. */
  readonly key:
    | 'overview'
    | 'try'
    | 'messages'
    | 'verifications'
    | 'templates'
    | 'locales'
    | 'carriers'
    | 'routing'
    | 'apps'
    | 'team'
    | 'audit'
    | 'settings';
  readonly href: string;
  readonly permission: Permission;
  /** After `g`. */
  readonly letter: string;
}

/** The rooms that exist, in groups as the rail shows them. */
export const ROOM_GROUPS: readonly (readonly Room[])[] = [
  [
    { key: 'overview', href: '/', permission: 'messages.read', letter: 'o' },
    { key: 'try', href: '/try', permission: 'try.use', letter: 't' },
    { key: 'messages', href: '/messages', permission: 'messages.read', letter: 'm' },
    { key: 'verifications', href: '/verifications', permission: 'messages.read', letter: 'v' },
  ],
  [
    { key: 'templates', href: '/templates', permission: 'texts.read', letter: 'e' },
    { key: 'locales', href: '/locales', permission: 'texts.read', letter: 'l' },
  ],
  [
    { key: 'carriers', href: '/carriers', permission: 'carriers.read', letter: 'c' },
    { key: 'routing', href: '/routing', permission: 'routes.read', letter: 'r' },
  ],
  [{ key: 'apps', href: '/apps', permission: 'applications.read', letter: 'a' }],
  [
    { key: 'team', href: '/team', permission: 'team.manage', letter: 'p' },
    { key: 'audit', href: '/audit', permission: 'audit.read', letter: 'u' },
    { key: 'settings', href: '/settings', permission: 'settings.read', letter: 's' },
  ],
];

export const ROOMS: readonly Room[] = ROOM_GROUPS.flat();

/** Where a session begins: every role has a room. Undefined when it is not known who is there. */
export function firstRoomOf(permissions: readonly Permission[] | undefined): string {
  const room = ROOMS.find(({ permission }) => permissions === undefined || permissions.includes(permission));
  return room?.href ?? '/me';
}
